import type { Beat, Condition, Prediction } from '../document/document.ts'

const happens = (value: string): Condition => ({ switch: 'happens', is: '=', value })
const CALM = happens('nothing')
const DIES = happens('token-site-crashes')
const ACK_LOST = happens('ack-lost')
const CUT = happens('partition')
const R1_LIVES: Condition = { switch: 'happens', is: '!=', value: 'token-site-crashes' }

export const story: readonly Beat[] = [
  {
    id: 'own-letter',
    at: { kind: 'broadcast', entity: 'R1.site/letter1' },
    when: [DIES],
    title: 'R1 has a letter of its own',
    text: 'R1 has the **token**: it alone acknowledges. It broadcasts **X1** and acknowledges it at once. No other site hears either packet.',
    look: ['R1.site'],
    layer: 'message',
  },
  {
    id: 'dies',
    at: { kind: 'crash', entity: 'R1' },
    when: [DIES],
    title: 'R1 loses its power',
    text: 'The token and the only copy of **X1** are gone with it. Nobody has noticed.',
    look: ['R1'],
    layer: 'transaction',
  },
  {
    id: 'letter',
    at: { kind: 'broadcast', entity: 'R2.site/letter1' },
    title: 'A letter for all sites',
    text: 'R2 broadcasts **B1**. It does not wait for an answer from each: one site has the **token** and answers for all.',
    look: ['R2.site', 'R1.site'],
    layer: 'message',
    ask: 'frames',
  },
  {
    id: 'one-packet',
    at: { kind: 'tokenPassed', nth: 1 },
    when: [R1_LIVES],
    title: 'One packet, three uses',
    text: 'R1 answers all with **one packet**: it acknowledges the first letter that it hears, gives it **timestamp 1** and makes **R2** the next token site.',
    look: ['R1.site', 'R2.site'],
    layer: 'message',
  },
  {
    id: 'taken',
    at: { kind: 'tokenAccepted', entity: 'R2.site', nth: 1 },
    when: [R1_LIVES],
    title: 'The token walks',
    text: 'R2 has everything up to timestamp 1 and **takes the token**. When it answers the next letter, R1 knows that, without a frame for it.',
    look: ['R2.site'],
    layer: 'message',
  },
  {
    id: 'delivered',
    at: { kind: 'logged', nth: 1 },
    when: [R1_LIVES],
    title: 'Delivered when enough hold it',
    text: 'Who takes the token holds all before it. Passed on L times, a letter is with **L + 1 sites**, and is delivered. Here L is {switch:resilience}.',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'hole',
    at: { kind: 'gapSeen', nth: 1 },
    when: [CALM],
    title: 'A site with a hole',
    text: 'It has heard of a timestamp and lacks what is under it. It says so, a **negative acknowledgement**, and cannot take the token until the hole is filled.',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'not-heard',
    at: { kind: 'gapSeen', nth: 1 },
    when: [ACK_LOST],
    title: 'What nobody heard is missed later',
    text: 'R1 sent its acknowledgement again, to **R2 alone**. The others learn from timestamp 2 that there was a 1, and ask for it.',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'cut-off',
    at: { kind: 'cableCut' },
    when: [CUT],
    title: 'R1 is cut off',
    text: 'The token walks on and comes to a site whose next is **R1**. It is sent there again and again.',
    look: ['R1'],
    layer: 'transaction',
  },
  {
    id: 'suspected',
    at: { kind: 'suspected', nth: 1 },
    when: [DIES],
    title: 'No answer',
    text: 'Ten tries were in vain. The site calls for a **new list**: who is there, and how far does your history go?',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'new-list',
    at: { kind: 'installed', nth: 1 },
    when: [DIES],
    title: 'A new list',
    text: 'More than half of all sites are in it. The token goes to the **longest history**; the letters that waited are acknowledged now.',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'others-go-on',
    at: { kind: 'installed', nth: 1 },
    when: [CUT],
    title: 'The others go on',
    text: 'They are a **majority** and make a new list. R1 calls for one too, and is alone: its letters wait.',
    look: ['*'],
    layer: 'message',
  },
  {
    id: 'back',
    at: { kind: 'installed', entity: 'R1.site', nth: 1 },
    when: [CUT],
    title: 'R1 is back',
    text: 'The cable is whole, and a list with all sites begins. R1 takes the history that the others have, and its own letters get their timestamps.',
    look: ['R1.site'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'The logs side by side',
    text: 'Frames for a letter: **{metric:framesPerBroadcast}**. Requests for what was missed: {metric:nacks}. New lists: {metric:reformations}.',
    look: ['R2.site', 'R3.site'],
    layer: 'message',
    ask: 'survives',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question:
      'All sites hear each letter, nothing is lost, and letters come at the rate that is set. How many frames does one letter take, its acknowledgement included?',
    overrides: { lossPercent: 0, happens: 'nothing', sites: 5, resilience: 1, letters: 20 },
    metric: 'framesPerBroadcast',
    choices: [
      { text: 'One: the letter itself', test: { is: '=', value: 1 } },
      { text: 'Two: the letter and one acknowledgement', test: { is: '=', value: 2 } },
      { text: 'Three: the token’s passing takes one more', test: { is: '=', value: 3 } },
      { text: 'Five: the other four acknowledge', test: { is: '>', value: 3 } },
    ],
    because:
      'The letter and one acknowledgement, for any number of sites. That the token has been taken is said by the next acknowledgement. Where no letter follows soon, the new token site says it with a frame of its own: three.',
  },
  {
    id: 'survives',
    question:
      'L is 2. R1, the token site, acknowledges a letter of its own, X1. No word of that reaches the others, and R1 dies. How many letters that some site had delivered do the others never get?',
    overrides: { happens: 'token-site-crashes', resilience: 2, lossPercent: 0, sites: 5 },
    metric: 'messagesLost',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'One: X1 is lost', test: { is: '=', value: 1 } },
      { text: 'All that R1 had acknowledged and more', test: { is: '>=', value: 2 } },
    ],
    because:
      'At L = 2 nobody delivers X1 before the token has been passed on twice: two more sites hold it then. X1 never was delivered, and is not missed. At L = 0 R1 delivers it at once, and takes it along.',
  },
]
