/** Sentences of a parallel make, and of a pipeline. */

import { NoMachine } from '../trace/kinds.ts'
import { madeName } from './make/make-index.ts'
import { hostName, processName } from './names.ts'
import { count } from './numbers.ts'
import type { Say, Told } from './told.ts'

type Make =
  | 'makeBegun'
  | 'fileNamed'
  | 'fileNeeds'
  | 'jobKnown'
  | 'jobReady'
  | 'jobGiven'
  | 'jobOpen'
  | 'jobClose'
  | 'inputOpened'
  | 'inputRead'
  | 'jobDone'
  | 'jobLost'
  | 'makeEnded'
  | 'jobPlaced'
  | 'machineGone'
  | 'jobReturned'
  | 'noMachine'
  | 'jobTaken'
  | 'jobFailed'
  | 'makeFailed'
  | 'programRead'
  | 'fileTouched'
  | 'writtenAt'
  | 'jobStale'
  | 'remakeBegun'
  | 'remakeEnded'
  | 'recordTaken'
  | 'recordPassed'
  | 'pipeLevel'
  | 'streamEnded'
  | 'pipeBroken'
  | 'streamCut'
  | 'writerSilent'
  | 'readerMissing'
  | 'stageKnown'

const seconds = (ms: number) => `${Number((ms / 1000).toPrecision(3))} s`
const NO_MACHINE: Readonly<Record<number, string>> = {
  [NoMachine.serverSilent]: 'the run server does not answer',
  [NoMachine.noneKnown]: 'the run server knows of none that is up',
  [NoMachine.noRoom]: 'the one that was named has no room for another job',
}
const builderOf = ({ trace, entity }: Told) => processName(trace, trace.parentOf(entity))

export const MAKE_SENTENCES: Readonly<Record<Make, Say>> = {
  makeBegun: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has read its makefile: **${trace.string(b)}** takes ${count(a, 'job')}.`,
  fileNamed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} calls file ${a} **${trace.string(b)}**.`,
  fileNeeds: ({ trace, a, b }) => `Making **${madeName(trace, a)}** needs ${madeName(trace, b)}.`,
  jobKnown: ({ trace, a, b }) =>
    `Making **${madeName(trace, a)}** takes ${seconds(b)} of processor.`,
  jobReady: ({ trace, a }) => `All that **${madeName(trace, a)}** needs is there: it may be made.`,
  jobGiven: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **gives ${madeName(trace, b)}** to ${processName(trace, a)}.`,
  jobOpen: (told) => `${builderOf(told)} **begins ${told.trace.string(told.b)}**.`,
  jobClose: (told) =>
    told.a === 1
      ? `${builderOf(told)} has made its file and written it.`
      : `${builderOf(told)} **gives its job up**: the file server does not answer.`,
  inputOpened: ({ trace, entity, a }) =>
    `${processName(trace, entity)} opens **${madeName(trace, a)}**.`,
  inputRead: ({ trace, entity, a }) =>
    `${processName(trace, entity)} has read ${madeName(trace, a)}.`,
  jobDone: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} hears from ${processName(trace, a)}: **${madeName(trace, b)} is made**.`,
  jobLost: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **takes ${madeName(trace, b)} back**: ${processName(trace, a)} is gone.`,
  jobPlaced: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **has ${madeName(trace, b)} done on ${hostName(trace, a)}**, as the run server said.`,
  machineGone: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} finds that **${hostName(trace, a)} is gone**, and ${madeName(trace, b)} with it: it gives the job back.`,
  jobReturned: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **has ${madeName(trace, b)} back** from ${processName(trace, a)}, whose machine did not finish it.`,
  jobTaken: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} **takes ${madeName(trace, b)}**: ${a === 1 ? 'it has no other job' : `it has ${a} jobs now, which share its processor`}.`,
  noMachine: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **has no machine for ${madeName(trace, a)}**, and asks again: ${NO_MACHINE[b] ?? NO_MACHINE[0]}.`,
  jobFailed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} hears from ${processName(trace, a)}: **${madeName(trace, b)} cannot be made**. It gives no more jobs out.`,
  makeFailed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)}: **the make has failed**. ${count(a, 'job')} ${a === 1 ? 'is' : 'are'} done, ${b} will not be.`,
  makeEnded: ({ trace, entity, a }) =>
    `${processName(trace, entity)}: **everything is made**, ${count(a, 'job')}.`,
  fileTouched: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **has edited ${madeName(trace, a)}**: it is younger now than what was made of it.`,
  writtenAt: ({ trace, a, b }) =>
    b === 0
      ? `The file server knows of no write to **${madeName(trace, a)}**.`
      : `The file server wrote **${madeName(trace, a)}** at ${seconds(b)}.`,
  jobStale: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} finds that **${madeName(trace, a)} is due**: ${a === b ? 'nobody knows when it was written' : `it is older than ${madeName(trace, b)}, or that is due itself`}.`,
  remakeBegun: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} makes **${count(a, 'file')} again**; ${count(b, 'file')} ${b === 1 ? 'stays' : 'stay'} as they are.`,
  remakeEnded: ({ trace, entity, a }) =>
    `${processName(trace, entity)}: **all is up to date**, ${count(a, 'job')} done again.`,
  recordTaken: ({ trace, entity, a }) => `${processName(trace, entity)} has record ${a} in hand.`,
  recordPassed: ({ trace, entity, a }) =>
    `${processName(trace, entity)} is **done with record ${a}**.`,
  pipeLevel: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} holds ${a} of ${count(b, 'record')}${a === b ? ': it is **full**' : a === 0 ? ': it is **empty**' : ''}.`,
  streamEnded: ({ trace, entity, a }) =>
    `For ${processName(trace, entity)} **the stream has ended**, after ${count(a, 'record')}.`,
  pipeBroken: ({ trace, entity, a, b }) =>
    b === 0
      ? `${processName(trace, entity)} **has nobody to write to** any more, and stops.`
      : `${processName(trace, entity)} **has no answer** from the buffer that it writes to, and stops: ${count(a, 'record')} came through for certain.`,
  streamCut: ({ trace, entity, a }) =>
    `For ${processName(trace, entity)} the stream is **broken off**, not ended, after ${count(a, 'record')}.`,
  writerSilent: ({ trace, entity, a, b }) =>
    b === 0
      ? `${processName(trace, entity)} asks for ${processName(trace, a)}: **there is no such process**. Who waits for it is told so.`
      : `${processName(trace, entity)} **hears nothing of ${processName(trace, a)}**, and takes it for gone. Who waits for it is told so.`,
  readerMissing: ({ trace, entity, a }) =>
    `${processName(trace, entity)} asks for ${processName(trace, a)}: **it has ended**. Who writes for it is told so.`,
  stageKnown: ({ trace, entity, a }) =>
    `${processName(trace, entity)} takes ${Number((a / 1000).toPrecision(3))} ms for a record.`,
  programRead: ({ trace, entity, b }) =>
    `${processName(trace, entity)} has read what came out: its sum is ${(b >>> 0).toString(16).padStart(8, '0')}.`,
}
