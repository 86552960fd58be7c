/** Jobs that wait for a processor and get one; what `entity`, `a` and `b` hold is said beside each. */
import type { Layer } from './record.ts'

export const POOL_KINDS = {
  jobSubmitted: [430, 'point', 'transaction'], // entity process of its user; a job; b processor time ms
  jobQueued: [431, 'point', 'message'], // entity process that keeps the queue; a job; b jobs that wait by now
  jobStarted: [432, 'point', 'transaction'], // entity process that computes it; a job
  jobFinished: [433, 'point', 'transaction'], // entity process that computed it; a job
  jobRefused: [434, 'point', 'transaction'], // entity process of its user; a job that nobody took; b JobRefusal
  processorFree: [435, 'point', 'message'], // entity process that asks for a job and finds none
  keystrokeEchoed: [436, 'point', 'message'], // entity process that typed; a from key to screen us
} as const satisfies Record<string, readonly [number, 'point' | 'open' | 'close', Layer]>
