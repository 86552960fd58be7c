/** Sentences of jobs and the processors that they wait for. */

import { JobRefusal } from '../trace/kinds.ts'
import { processName } from './names.ts'
import { count, moment } from './numbers.ts'
import type { Say } from './told.ts'

type Pool =
  | 'jobSubmitted'
  | 'jobQueued'
  | 'jobStarted'
  | 'jobFinished'
  | 'jobRefused'
  | 'processorFree'
  | 'keystrokeEchoed'

const WHY: Readonly<Record<number, string>> = {
  [JobRefusal.serverSilent]: 'the run server does not answer, and nobody else names a processor',
  [JobRefusal.noneNamed]: 'the run server knows of no processor that is up',
  [JobRefusal.processorSilent]:
    'the processor that it was sent to does not answer; whether it has the job is not known',
  [JobRefusal.queueSilent]: 'the machine that keeps the queue of all does not answer',
}

export const POOL_SENTENCES: Readonly<Record<Pool, Say>> = {
  jobSubmitted: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **job ${a}**: ${moment(b * 1e6)} of processor time.`,
  jobQueued: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} takes job ${a}; **${count(b, 'job')} ${b === 1 ? 'waits' : 'wait'}** now.`,
  jobStarted: ({ trace, entity, a }) => `${processName(trace, entity)} **begins job ${a}**.`,
  jobFinished: ({ trace, entity, a }) => `${processName(trace, entity)} has **done job ${a}**.`,
  jobRefused: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **cannot start job ${a}**: ${WHY[b] ?? 'nobody takes it'}.`,
  processorFree: ({ trace, entity }) =>
    `${processName(trace, entity)} has **nothing to do**: no job waits for it.`,
  keystrokeEchoed: ({ trace, entity, a }) =>
    `${processName(trace, entity)} sees its key on the screen **${moment(a * 1e3)}** after it.`,
}
