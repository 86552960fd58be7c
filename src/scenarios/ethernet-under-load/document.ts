/** Catalogue entry 5: what is left of an Ethernet when everybody wants it at once, and how it is shared. */
import type { ScenarioDocument } from '../document/document.ts'
import { figures } from './figures.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** Eighths as percent. */
const EIGHTHS = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(i), i * 12.5]))

export const ethernetUnderLoad: ScenarioDocument = {
  format: 1,
  id: 'ethernet-under-load',
  revision: 1,
  title: 'Does it collapse?',
  section: 'Communication',
  wave: 1,
  minutes: 5,
  asks: 'What is left of an Ethernet when everybody wants it at once, and is it shared fairly?',
  from: 'S1, its references: Ethernet 1976. S2 Introduction ¶4: a fast local network.',
  switches,
  network: {
    preset: { switch: 'network' },
    metres: { switch: 'cableMetres' },
    options: { access: { switch: 'access' } },
  },
  hosts: [
    {
      name: 'S',
      count: { switch: 'stations' },
      role: 'station',
      processor: 'none',
      metre: 0,
      placement: { switch: 'taps' },
      traffic: {
        arrivals: { switch: 'arrivals' },
        frameBytes: { switch: 'frameBytes' },
        longPercent: { switch: 'longFrames', map: EIGHTHS },
        longBytes: 1536,
        turnaroundMicros: { switch: 'turnaroundMicros' },
        offeredPercent: { switch: 'offeredLoadPercent' },
      },
    },
  ],
  processes: [],
  until: { timeMs: { switch: 'runMs' } },
  checks: ['no-intact-overlap', 'attempts-within-limit', 'goodput-within-rate'],
  metrics: [
    { name: 'goodputMbps', kind: 'run', label: 'Useful bits', unit: 'Mb/s' },
    {
      name: 'throughputMbps',
      kind: 'run',
      label: 'Whole frames with preamble and gap',
      unit: 'Mb/s',
    },
    { name: 'wireBusyPercent', kind: 'run', label: 'Cable in use', unit: '%' },
    { name: 'efficiency', kind: 'run', label: 'Time of whole frames' },
    { name: 'captureRatio', kind: 'run', label: 'Winner again, against a loser of two' },
    {
      name: 'captureAfterThreeRatio',
      kind: 'run',
      label: 'Winner again, against a loser of three',
    },
    { name: 'luckiestToUnluckiestRatio', kind: 'run', label: 'Luckiest over unluckiest' },
    { name: 'delayMs', kind: 'run', label: 'From ready to sent, mean', unit: 'ms' },
    { name: 'delayP95Ms', kind: 'run', label: 'From ready to sent, 95 in 100', unit: 'ms' },
    { name: 'framesAbandoned', kind: 'run', label: 'Frames given up' },
    { name: 'framesRefused', kind: 'run', label: 'Frames that found a queue full' },
    { name: 'framesDeferredPercent', kind: 'run', label: 'Found the cable in use', unit: '%' },
    { name: 'attemptsMax', kind: 'run', label: 'Most attempts of a frame' },
    { name: 'lateCollisions', kind: 'run', label: 'Late collisions' },
    { name: 'silentLosses', kind: 'run', label: 'Frames lost in silence' },
  ],
  figures,
  story,
  predictions,
}
