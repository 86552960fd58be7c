import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const LESSON = is('program', 'lesson')
const ONCE = is('touched', 'nothing')
const EDITED: Condition = { switch: 'touched', is: '!=', value: 'nothing' }
const LUA = is('program', 'lua')
const GIVEN = is('order', 'as-given')
const LONGEST = is('order', 'longest-first')
const COMPLETE = is('graph', 'complete')
const MISSING = is('graph', 'missing')
const ASKS = is('placement', 'asks')
const NAMED = is('placement', 'run-server')

export const story: readonly Beat[] = [
  {
    id: 'graph',
    at: { kind: 'makeBegun' },
    when: [LESSON],
    title: 'A graph of files',
    text: 'M has read its makefile: {switch:files} sources and what is made of them. A job may begin when **all that it needs** is there. All recipes: {metric:workSeconds}.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'graph-of-lua',
    at: { kind: 'makeBegun' },
    when: [LUA],
    title: 'A program that others wrote',
    text: 'The graph of **Lua’s makefile of 2001**: 26 sources, two libraries, a link. Only how long each recipe takes is ours. All recipes: {metric:workSeconds}.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'given',
    at: { kind: 'jobGiven' },
    when: [ASKS],
    title: 'One job for each processor',
    text: 'No compile needs another’s object, so {switch:processors} machines of the pool get one **at once**. Who has finished asks for the next.',
    look: ['M.master', 'P1.builder'],
    layer: 'message',
    ask: 'unlimited',
  },
  {
    id: 'named',
    at: { kind: 'jobPlaced' },
    when: [NAMED],
    title: 'R names a machine',
    text: 'M keeps **{switch:virtualProcessors} virtual processors** going. For each, R names a machine out of a table that it fills every {switch:pollSeconds}; among equals it **draws lots**.',
    look: ['M.virtual', 'R.run'],
    layer: 'message',
    ask: 'unlimited',
  },
  {
    id: 'shared',
    at: { kind: 'jobTaken', where: { a: 2 } },
    when: [NAMED],
    title: 'Two jobs on one machine',
    text: 'R’s table said that it had **none**. Now they share its processor. For {metric:idleWhileSharedPercent} of the make one machine has several jobs while another has none.',
    look: ['*', 'R.run'],
    layer: 'message',
  },
  {
    id: 'together',
    at: { kind: 'inputRead' },
    title: 'They all want the file server',
    text: 'Before anybody computes, everybody **reads**: the same F, the same disk. Who comes last waits for all the others’ pages.',
    look: ['F.files', 'F/disk'],
    layer: 'message',
    ask: 'crash',
  },
  {
    id: 'made',
    at: { kind: 'jobDone' },
    when: [ASKS],
    title: 'The first file is made',
    text: 'Its object is on F’s disk, and with the news comes the **next request for work**. M need not know who is free: whoever asks is.',
    look: ['M.master'],
    layer: 'message',
    ask: 'eight',
  },
  {
    id: 'made-there',
    at: { kind: 'jobDone' },
    when: [NAMED],
    title: 'The first file is made',
    text: 'The machine has answered, so this virtual processor is free again. M gives it **the next job**, and R names a machine for that, perhaps another.',
    look: ['M.master', 'R.run'],
    layer: 'message',
    ask: 'eight',
  },
  {
    id: 'stale',
    at: { kind: 'violation', entity: 'prerequisites-first' },
    when: [MISSING],
    title: 'Too early',
    text: 'A recipe opened a file that was **still to be made**, and read the old one. No message, no error: the makefile did not say that it needs it.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'biggest-last',
    at: { kind: 'jobOpen', where: { b: 'library.a' } },
    when: [LESSON, GIVEN, ONCE],
    title: 'The biggest file’s turn',
    text: 'It stands last in the makefile, so it **begins last**. It takes {switch:biggestFactor} the time of any other, and soon everybody else is idle.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'biggest-first',
    at: { kind: 'jobDone', nth: 6 },
    when: [LESSON, LONGEST],
    title: 'The biggest file began first',
    text: 'Whatever has the **longest way to the end** is given out first: the small files fill the others’ time meanwhile.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'link',
    at: { kind: 'change:value', entity: 'M.master/jobs*', where: { b: 1 } },
    when: [ONCE],
    title: 'The link waits for all',
    text: 'It needs every object, so it runs **alone**. Of the processors’ time, {metric:processorsIdlePercent} had no job at all; F was at work {metric:fileServerBusyPercent}.',
    look: ['M.master', 'F.files'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'makeEnded' },
    when: [COMPLETE, ASKS],
    title: 'Everything is made',
    text: '**{metric:makespanSeconds}** on {switch:processors} processors, for {metric:workSeconds} of work. No number of them beats the longest way: {metric:criticalPathSeconds}.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'end-named',
    at: { kind: 'makeEnded' },
    when: [COMPLETE, NAMED],
    title: 'Everything is made',
    text: '**{metric:makespanSeconds}** for {metric:workSeconds} of work; the processors had nothing to do for {metric:processorsIdlePercent}. Who asks **is** free; whom R names **was**, when it was polled.',
    look: ['M.master', 'R.run'],
    layer: 'message',
  },
  {
    id: 'end-missing',
    at: { kind: 'makeEnded' },
    when: [MISSING],
    title: 'Made, and perhaps wrong',
    text: 'Nobody complains. On **one processor** the order of the makefile hides the mistake; on more, what comes out may be made of old files. See the lamps.',
    look: ['M.master'],
    layer: 'message',
  },
  {
    id: 'edited',
    at: { kind: 'fileTouched' },
    when: [EDITED],
    title: 'One file is edited',
    text: 'A source is written anew, and its time at the file server with it. What was made of it is **older** now. Nothing else knows of the edit.',
    look: ['M.editor', 'F.files'],
    layer: 'message',
  },
  {
    id: 'due',
    at: { kind: 'remakeBegun' },
    when: [EDITED],
    title: 'Who is older than what it is made of?',
    text: 'M has asked F when each file was written. **{metric:jobsMadeAgain}** jobs are due: what is older than something that it needs, and what needs that.',
    look: ['M.master', 'F.files'],
    layer: 'message',
  },
  {
    id: 'up-to-date',
    at: { kind: 'remakeEnded' },
    when: [EDITED],
    title: 'All is up to date',
    text: 'After **{metric:remakeSeconds}**; the first make took {metric:makespanSeconds}. Where the makefile does not say that a file is needed, what is made of it stays **old and looks new**.',
    look: ['M.master'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'unlimited',
    question:
      'Let there be 64 processors that ask for jobs, more than there are jobs. A compile takes 3 s, the biggest file four times as long. How long does the whole make take?',
    overrides: {
      processors: 64,
      program: 'lesson',
      files: 20,
      biggestFactor: 4,
      cpuMsPerCompile: 3000,
      placement: 'asks',
    },
    metric: 'makespanSeconds',
    unit: 's',
    choices: [
      { text: 'About 1.2 s: a 64th of the work', test: { is: '<', value: 3 } },
      { text: 'About 4 s: one compile and the link', test: { from: 3, to: 9.999 } },
      { text: '13 s or more: the biggest file and the link', test: { from: 10, to: 40 } },
      { text: 'Longer than that', test: { is: '>', value: 40 } },
    ],
    because:
      'The link waits for the biggest file, 12 s, and takes one itself. Sixty-four processors that begin at once also ask the file server at once, so it is some seconds more.',
  },
  {
    id: 'crash',
    question:
      'Let four processors ask for their jobs. Six seconds into the run P2 loses its power in the middle of a compile, and stays without. How many jobs are begun a second time, and is the program another one?',
    overrides: { processors: 4, graph: 'complete', placement: 'asks' },
    interventions: [{ time: 6_000_000_000, action: 'crash', target: 'P2' }],
    metric: 'targetsRebuilt',
    choices: [
      { text: 'None: the job is lost', test: { is: '=', value: 0 } },
      { text: 'One, and the program is the same', test: { is: '=', value: 1 } },
      { text: 'All that P2 has done', test: { is: '>', value: 1 } },
    ],
    because:
      'What P2 had finished is on the file server’s disk and stays there. Only the job that it had in hand is given to another processor, which makes the same bytes of the same files.',
  },
  {
    id: 'eight',
    question:
      'Until now each of four processors asked for its next job. Now make keeps eight jobs going, and a run server that polls the four names one of them for each. How long does the make take, against processors that ask?',
    overrides: {
      placement: 'run-server',
      virtualProcessors: 8,
      processors: 4,
      program: 'lesson',
      files: 20,
      biggestFactor: 4,
      cpuMsPerCompile: 3000,
      ioMsPerCompile: 300,
      diskMs: 16,
      cacheKB: 0,
      order: 'as-given',
    },
    metric: 'againstAsking',
    unit: '×',
    choices: [
      { text: 'Less: eight at once are more than four', test: { is: '<', value: 0.98 } },
      { text: 'As long: there are four processors', test: { from: 0.98, to: 1.02 } },
      { text: 'Longer: some get several while others get none', test: { is: '>', value: 1.02 } },
    ],
    because:
      'The table is some seconds old, so a processor that looks idle may have been given jobs by others since. Eight jobs at once make up for some of it, since eight lots seldom leave a processor without any; who asks for its next job needs no table.',
  },
]
