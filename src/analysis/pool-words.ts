/** Sentences of jobs and the processors that they wait for. */

import { JobRefusal } from '../trace/kinds.ts'
import { processName } from './names.ts'
import { count, moment } from './numbers.ts'
import { freeOf, loadOf } from './pool/news.ts'
import type { Say } from './told.ts'

type Pool =
  | 'jobSubmitted'
  | 'jobQueued'
  | 'jobStarted'
  | 'jobFinished'
  | 'jobRefused'
  | 'processorFree'
  | 'keystrokeEchoed'
  | 'jobInMemory'
  | 'textLoaded'
  | 'textDropped'
  | 'hostNews'
  | 'hostNamed'

const WHY: Readonly<Record<number, string>> = {
  [JobRefusal.serverSilent]: 'the run server does not answer, and nobody else names a processor',
  [JobRefusal.noneNamed]: 'the run server knows of no processor that is up and has room',
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
  jobInMemory: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} takes job ${a} **into memory**, which takes ${b} KB.`,
  textLoaded: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **loaded program ${a}**: ${b} KB.`,
  textDropped: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} gives up program ${a}, which it kept **cached**: its ${b} KB are wanted.`,
  hostNews: ({ trace, entity, a, b }) =>
    b < 0
      ? `${processName(trace, entity)} notes that ${processName(trace, a)} **does not answer**.`
      : `${processName(trace, entity)} notes of ${processName(trace, a)}: **${count(loadOf(b), 'job')}**, ${freeOf(b)} KB free.`,
  hostNamed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **names ${processName(trace, a)}**, of whose memory ${b} KB count.`,
}
