import type { Beat, Prediction } from '../document/document.ts'

export const story: readonly Beat[] = [
  {
    id: 'all-at-once',
    at: { kind: 'transmitOpen' },
    when: [
      { switch: 'arrivals', is: '=', value: 'endless' },
      { switch: 'access', is: '=', value: 'backoff' },
    ],
    title: 'Everybody wants the cable',
    text: 'Each of {switch:stations} stations has a frame ready and hears nothing, so **all begin at once**. It could not start worse.',
    look: ['S1'],
    layer: 'frame',
    ask: 'useful',
  },
  {
    id: 'all-ask',
    at: { kind: 'transmitOpen' },
    when: [
      { switch: 'arrivals', is: '=', value: 'endless' },
      { switch: 'access', is: '=', value: 'oracle' },
    ],
    title: 'Everybody wants the cable',
    text: 'Each of {switch:stations} stations has a frame ready. The oracle tells them how many they are, and each sends in a slot with **one chance in so many**.',
    look: ['S1'],
    layer: 'frame',
    ask: 'useful',
  },
  {
    id: 'by-chance',
    at: { kind: 'transmitOpen' },
    when: [{ switch: 'arrivals', is: '=', value: 'poisson' }],
    title: 'Somebody wants the cable',
    text: 'Frames come to {switch:stations} stations **by chance**, together {switch:offeredLoadPercent} of what the cable has time for. The first finds it quiet.',
    layer: 'frame',
    ask: 'useful',
  },
  {
    id: 'first-collision',
    at: { kind: 'collision' },
    when: [{ switch: 'access', is: '=', value: 'backoff' }],
    title: 'A heap of signals',
    text: 'Nobody’s frame survives. But it costs only a **fragment of some 100 bits**: all stop as soon as they have heard it, and draw.',
    look: ['cable'],
    layer: 'frame',
  },
  {
    id: 'range',
    at: { kind: 'backoffOpen', where: { b: 16 } },
    title: 'The range doubles',
    text: 'Four collisions with one frame: this station now draws from **sixteen slots**. With each collision the crowd spreads out in time.',
    layer: 'frame',
    ask: 'capture',
  },
  {
    id: 'first-frame',
    at: { kind: 'frameDone', where: { a: 0 } },
    title: 'The first frame is through',
    text: 'Once a signal has passed every tap, all others hear it and **wait until it ends**. A long frame pays for many short collisions.',
    layer: 'frame',
  },
  {
    id: 'plateau',
    at: { ms: 300 },
    when: [{ switch: 'arrivals', is: '=', value: 'endless' }],
    title: 'A plateau, no collapse',
    text: 'The cable carries **{metric:goodputMbps}** of useful bits. The old figure of 37 % holds for frames as short as a slot, and for no others.',
    look: ['cable'],
    layer: 'frame',
  },
  {
    id: 'offered',
    at: { ms: 300 },
    when: [{ switch: 'arrivals', is: '=', value: 'poisson' }],
    title: 'What was offered, and what came',
    text: 'Offered {switch:offeredLoadPercent} of the cable’s time, it carries **{metric:goodputMbps}** of useful bits; **{metric:framesDeferredPercent}** of the frames found it in use.',
    look: ['cable'],
    layer: 'frame',
  },
  {
    id: 'fair',
    at: { ms: 390 },
    title: 'Shared, but how?',
    text: 'The luckiest station sent **{metric:luckiestToUnluckiestRatio}** the useful bits of the unluckiest. Who has just won starts afresh; who has lost waits longer.',
    look: ['cable'],
    layer: 'frame',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'useful',
    question:
      'Twenty-four stations with endless queues, at 10 Mb/s. How many useful bits will the cable carry?',
    overrides: { stations: 24, arrivals: 'endless', network: 'eth10' },
    metric: 'goodputMbps',
    unit: 'Mb/s',
    choices: [
      { text: 'Under 2 Mb/s: it chokes on collisions', test: { is: '<', value: 2 } },
      { text: '2 to 5 Mb/s, about a third of it', test: { from: 2, to: 5 } },
      { text: 'About 6 Mb/s', test: { from: 5.000001, to: 7.5 } },
      { text: 'Over 7.5 Mb/s', test: { is: '>', value: 7.5 } },
    ],
    because:
      'A collision costs about 100 bits, and a frame of full size has 12,000. Between two frames there are a few collisions and pauses, and then one station has the cable to itself. The shorter the frames, the more those weigh.',
  },
  {
    id: 'capture',
    question:
      'Two stations alone, each always with a next frame ready. One has collided twice with its frame, the other has just won and starts afresh. How often does the winner win again?',
    overrides: {
      stations: 2,
      turnaroundMicros: 0,
      arrivals: 'endless',
      runMs: 50_000,
      frameBytes: 1518,
      longFrames: 0,
      network: 'eth10',
    },
    metric: 'captureRatio',
    choices: [
      {
        text: 'In three of eight cases, or in fewer',
        test: { is: '<=', value: 0.44 },
      },
      { text: 'In half of them: the dice are the same', test: { from: 0.440001, to: 0.54 } },
      { text: 'In five of eight', test: { from: 0.540001, to: 0.8 } },
      { text: 'In nearly all', test: { is: '>', value: 0.8 } },
    ],
    because:
      'With backoff the winner draws from two slots, the loser from four: the winner is first in five of eight cases, and then it is six and a half in eight. So one station keeps the cable for a long run of frames.',
  },
]
