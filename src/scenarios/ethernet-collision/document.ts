/** Catalogue entry 4: stations that share a cable without an arbiter, and why a frame has a minimum length. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

export const ethernetCollision: ScenarioDocument = {
  format: 1,
  id: 'ethernet-collision',
  revision: 1,
  title: 'Two stations, one cable',
  section: 'Communication',
  wave: 1,
  minutes: 6,
  pair: 'backoff',
  asks: 'How can stations share a cable without an arbiter, and why must a frame have a minimum length?',
  from: 'S1, its references: Ethernet 1976. S2 Communication ¶7: an Ethernet between workstations.',
  switches,
  network: {
    preset: { switch: 'network' },
    metres: { switch: 'cableMetres' },
    options: { randomBackoff: { switch: 'backoff', map: { off: false, on: true } } },
  },
  hosts: [
    {
      name: 'S',
      count: { switch: 'stations' },
      role: 'station',
      processor: 'none',
      metre: 0,
      placement: 'even',
      traffic: {
        arrivals: 'endless',
        frameBytes: { switch: 'frameBytes' },
        padTo: { switch: 'padding', map: { off: 0, on: 64 } },
        frames: { switch: 'frames' },
        start: { switch: 'start' },
      },
    },
  ],
  processes: [],
  until: { quiescent: true },
  checks: [
    'no-intact-overlap',
    'every-collision-seen',
    'attempts-within-limit',
    'goodput-within-rate',
  ],
  promisedWhen: {
    'every-collision-seen': [
      { switch: 'padding', is: '=', value: 'on' },
      { switch: 'cableMetres', is: '<=', value: 2500 },
      { switch: 'network', is: '=', value: 'eth10' },
    ],
    quiesces: [{ switch: 'backoff', is: '=', value: 'on' }],
  },
  view: { wire: true },
  metrics: [
    { name: 'attemptsMax', kind: 'run', label: 'Most attempts of a frame' },
    { name: 'framesAbandoned', kind: 'run', label: 'Frames given up' },
    { name: 'lateCollisions', kind: 'run', label: 'Late collisions' },
    { name: 'silentLosses', kind: 'run', label: 'Frames lost in silence' },
    {
      name: 'silentLossFromMetres',
      kind: 'sweep',
      label: 'Cable from which a frame can be lost in silence',
      unit: 'm',
      finds: {
        switch: 'cableMetres',
        metric: 'silentLosses',
        above: 0,
        overrides: { start: 'last-moment', stations: 2, frames: 1 },
      },
    },
    { name: 'delayMs', kind: 'run', label: 'From ready to sent, mean', unit: 'ms' },
    { name: 'fragments', kind: 'run', label: 'Jammed frames' },
    { name: 'fragmentBitsMin', kind: 'run', label: 'Shortest fragment', unit: 'bits' },
    { name: 'fragmentBitsMax', kind: 'run', label: 'Longest fragment', unit: 'bits' },
  ],
  figures: [
    {
      metric: 'silentLosses',
      value: 0,
      unit: '',
      source:
        'Derived from the frame’s 576 bits and 4.33 ns a metre: on 6,650 m the news is back in time',
      tag: 'D',
      when: { cableMetres: 6650 },
    },
    {
      metric: 'silentLosses',
      value: 1,
      unit: '',
      source: 'Derived from the frame’s 576 bits and 4.33 ns a metre: from about 6.65 km it is not',
      tag: 'D',
      when: { cableMetres: 6700 },
    },
    {
      metric: 'fragmentBitsMin',
      value: 96,
      unit: 'bits',
      source: 'Derived: a preamble of 64 bits is finished before a jam of 32',
      tag: 'D',
    },
    {
      metric: 'fragmentBitsMax',
      value: 249,
      unit: 'bits',
      source: 'Derived: a round trip of 217 bits on 2,500 m, and a jam of 32',
      tag: 'D',
      tolerancePercent: 0.5,
    },
    {
      metric: 'silentLosses',
      value: 61,
      unit: 'in 10,000',
      source: 'A throw-away simulation for the fact sheet: 6.1 frames in 1,000 lost on 10 km',
      tag: 'S',
      when: { cableMetres: 10_000, start: 'random', stations: 6, frames: 100 },
      note: 'Its load is not written down, so this run’s count is only shown beside it.',
    },
  ],
  story,
  predictions,
}
