import type { Beat, Prediction } from '../document/document.ts'

export const story: readonly Beat[] = [
  {
    id: 'first',
    at: { kind: 'transmitOpen', entity: 'S1/frame1/try1' },
    title: 'The cable is quiet, so S1 sends',
    text: 'Nobody gives it leave. It listened, heard nothing and began. Its signal runs at **three quarters of the speed of light**, both ways.',
    look: ['S1'],
    layer: 'signal',
  },
  {
    id: 'second',
    at: { kind: 'transmitOpen', entity: 'S2/frame1/try1' },
    when: [{ switch: 'start', is: '!=', value: 'random' }],
    title: 'S2 hears nothing either',
    text: 'The signal is not past its tap yet. S2 has done as it should and begins: carrier sense cannot help **within one crossing** of the cable.',
    look: ['S2', 'S1'],
    layer: 'signal',
    ask: 'fixed-backoff',
  },
  {
    id: 'second-by-chance',
    at: { kind: 'transmitOpen', entity: 'S2/frame1/try1' },
    when: [{ switch: 'start', is: '=', value: 'random' }],
    title: 'S2 sends too',
    text: 'If S2 hears a signal it **waits for its end**; if none has come to its tap it begins. Only starts **within one crossing** of the cable can meet.',
    look: ['S2', 'S1'],
    layer: 'signal',
    ask: 'fixed-backoff',
  },
  {
    id: 'heard',
    at: { kind: 'collision', entity: 'S2/frame1/try1' },
    title: 'Two signals at one tap',
    when: [{ switch: 'network', is: '=', value: 'eth10' }],
    text: 'S2 hears more than it sends. It finishes its preamble and then **jams** for 32 bits, so that nobody can miss it.',
    look: ['S2'],
    layer: 'signal',
  },
  {
    id: 'heard-on-3',
    at: { kind: 'collision', entity: 'S2/frame1/try1' },
    when: [{ switch: 'network', is: '=', value: 'eth3' }],
    title: 'Two signals at one tap',
    text: 'S2 hears more than it sends. It **jams** for a few bits, so that nobody can miss it, and is silent.',
    look: ['S2'],
    layer: 'signal',
  },
  {
    id: 'news',
    at: { kind: 'collision', entity: 'S1/frame1/try1' },
    title: 'The news reaches S1',
    text: 'It had to cross the cable twice. S1 knows only **because it is still sending**: that is why a frame has a shortest length.',
    look: ['S1'],
    layer: 'signal',
    ask: 'silent',
  },
  {
    id: 'draw',
    at: { kind: 'backoffOpen', entity: 'S1/frame1' },
    when: [
      { switch: 'backoff', is: '=', value: 'on' },
      { switch: 'network', is: '=', value: 'eth10' },
    ],
    title: 'Each throws its dice',
    text: 'After a first collision a station waits **no slot or one**; after each more the range doubles. The slot, 51.2 µs, is longer than a legal round trip.',
    look: ['S1', 'S2'],
    layer: 'frame',
  },
  {
    id: 'draw-on-3',
    at: { kind: 'backoffOpen', entity: 'S1/frame1' },
    when: [
      { switch: 'backoff', is: '=', value: 'on' },
      { switch: 'network', is: '=', value: 'eth3' },
    ],
    title: 'Each throws its dice',
    text: 'After a first collision a station waits **no slot or one**; after each more the range doubles. On this cable a slot is some 38 µs.',
    look: ['S1', 'S2'],
    layer: 'frame',
  },
  {
    id: 'same-wait',
    at: { kind: 'backoffOpen', entity: 'S1/frame1' },
    when: [{ switch: 'backoff', is: '=', value: 'off' }],
    title: 'Both wait the same',
    text: 'Neither has dice. Each waits **one slot**, and then they are as close together as before.',
    look: ['S1', 'S2'],
    layer: 'frame',
  },
  {
    id: 'through',
    at: { kind: 'frameDone', entity: 'S1/frame1', where: { a: 0 } },
    title: 'S1’s frame is out',
    text: 'No arbiter, no list of stations, no turn. It took **{metric:attemptsMax}** attempts at most, and a mean of {metric:delayMs} from ready to sent.',
    look: ['S1/frame1'],
    layer: 'frame',
  },
  {
    id: 'given-up',
    at: { kind: 'frameDone', entity: 'S1/frame1', where: { a: 1 } },
    when: [{ switch: 'backoff', is: '=', value: 'off' }],
    title: 'S1 gives up',
    text: 'Every attempt met another’s. After the sixteenth the interface **drops the frame** and tells its host so.',
    look: ['S1/frame1'],
    layer: 'frame',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'fixed-backoff',
    question:
      'Suppose that nobody had dice: whoever collides waits exactly one slot. How many of these two frames would be given up?',
    overrides: { backoff: 'off', stations: 2, frames: 1, start: 'last-moment', cableMetres: 2500 },
    metric: 'framesAbandoned',
    choices: [
      { text: 'None: both are sent to their end', test: { is: '=', value: 0 } },
      { text: 'One: the other has the cable then', test: { is: '=', value: 1 } },
      { text: 'Both, after sixteen attempts each', test: { is: '=', value: 2 } },
    ],
    because:
      'They wait the same, so they are again within one crossing of each other, sixteen times over. Chance is what parts them. Only frames too short for their senders to hear of the collision are not given up: they are lost in silence.',
  },
  {
    id: 'silent',
    question:
      'S1 hears of a collision only while it sends. From which length of cable can a frame of 64 bytes be lost without its sender’s knowing?',
    metric: 'silentLossFromMetres',
    overrides: { backoff: 'on', frameBytes: 64 },
    unit: 'm',
    choices: [
      { text: 'About 2,500 m, the longest allowed, or less', test: { is: '<=', value: 4000 } },
      {
        text: 'About 6,650 m: a round trip as long as preamble and frame',
        test: { from: 4000.001, to: 9000 },
      },
      {
        text: 'About 13,300 m: one crossing as long as preamble and frame',
        test: { is: '>', value: 9000 },
      },
      { text: 'Not on any cable of up to 10 km', test: { is: '=', value: 'none' } },
    ],
    because:
      'Preamble and frame are 576 bits: at 10 Mb/s 57.6 µs, which at 4.33 ns a metre is there and back on 6.65 km. On a longer cable frames are lost in silence. At 2.94 Mb/s a frame lasts three times as long.',
  },
]
