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
  jobInMemory: [540, 'point', 'message'], // entity process that keeps the memory; a job; b KB that it took, its program's with it where that was not there
  textLoaded: [541, 'point', 'message'], // entity process that computes; a program; b KB of it that came from the file server
  textDropped: [542, 'point', 'message'], // entity process that keeps the memory; a program that is cached no more; b KB
  hostNews: [543, 'point', 'message'], // entity process, a run server; a process that was asked; b load * 65536 + free KB, -1 no answer
  hostNamed: [544, 'point', 'message'], // entity process, a run server; a process that it names; b KB of its memory that counted
} as const satisfies Record<string, readonly [number, 'point' | 'open' | 'close', Layer]>
