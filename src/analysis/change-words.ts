/** A change of state as a sentence. */
import { CHANGE, fieldInfo } from '../trace/fields.ts'
import type { RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { columnWord } from './columns.ts'
import { BRANCH_WORDS } from './commit-words.ts'
import { COPY_STATE_WORDS } from './copy-words.ts'
import { capital, exchangeName, hostName, processName, thingName } from './names.ts'
import { count } from './numbers.ts'
import { versionWord } from './version-name.ts'

/** A process's state as an onlooker says it. */
export const STATE_WORDS: Readonly<Record<string, string>> = {
  none: 'not there yet',
  ready: 'ready',
  running: 'running',
  receiving: 'receive-blocked',
  'awaiting-reply': 'blocked on its Send',
  delaying: 'asleep',
  'get-reply': 'waiting for the group’s answers',
  moving: 'moving data',
  frozen: 'frozen',
  suspended: 'suspended',
  dead: 'ended',
  'on-disk': 'waiting for its disk',
}
const NIC_WORDS: Readonly<Record<string, string>> = {
  quiet: 'is quiet',
  deferring: 'waits for the cable',
  sending: 'sends',
  jamming: 'jams',
  'backing-off': 'backs off',
  off: 'has no power',
}
export const DISK_WORDS: Readonly<Record<string, string>> = {
  idle: 'is idle',
  seeking: 'moves its arm',
  rotating: 'waits for the platter to turn',
  transferring: 'reads or writes',
  off: 'has no power',
}
export const BLOCK_WORDS: Readonly<Record<string, string>> = {
  good: 'good',
  torn: '**torn**: part of it is new, and its checksum is wrong',
  decayed: '**decayed**: its checksum is wrong',
  blank: '**blank**: it has never been written',
  lost: '**lost** with its disk',
}
const CPU_WORDS: Readonly<Record<string, string>> = {
  idle: 'is idle',
  kernel: 'works for the kernel',
  user: 'works for a program',
  off: 'has no power',
}

type Say = (trace: Trace, index: RecordIndex, to: string) => string
const whose = (trace: Trace, index: RecordIndex): string => thingName(trace, trace.entity(index))

const WORDS: Readonly<Record<string, Say>> = {
  state: (t, i, to) => `${whose(t, i)} is now **${STATE_WORDS[to] ?? to}**.`,
  sendSeen: (t, i, to) =>
    to === 'none'
      ? `${whose(t, i)} is no longer blocked.`
      : `${whose(t, i)} is **${to}**, as an onlooker knows.`,
  power: (t, i, to) => `${whose(t, i)} ${to === 'on' ? 'has power' : '**has no power**'}.`,
  incarnation: (t, i, to) => `${whose(t, i)} begins life ${to}.`,
  speed: (t, i, to) => `${whose(t, i)} runs at ${to} % of its speed.`,
  buffersUsed: (t, i, to) => `${whose(t, i)} has ${count(Number(to), 'buffer')} in use.`,
  nicState: (t, i, to) => `${whose(t, i)} ${NIC_WORDS[to] ?? to}.`,
  cpuOwner: (t, i, to) => `${whose(t, i)} ${CPU_WORDS[to] ?? to}.`,
  queueLength: (t, i, to) =>
    `${count(Number(to), 'message')} wait${to === '1' ? 's' : ''} for ${whose(t, i)}.`,
  aliensUsed: (t, i, to) => `${whose(t, i)} has ${count(Number(to), 'alien')} in use.`,
  alienState: (t, i, to) => `${whose(t, i)} is now **${to}**.`,
  alienFor: (t, i) => `${whose(t, i)} stands for ${sender(t, i)}.`,
  value: (t, i, to) => `${whose(t, i)} becomes **${to}**.`,
  memberOf: (t, i, to) =>
    to === '' || to === '-1' ? `${whose(t, i)} is empty.` : `${whose(t, i)} is taken.`,
  multicasts: (t, i, to) =>
    `${whose(t, i)} lets ${count(Number(to), 'multicast address')} through.`,
  text: (t, i, to) => `${whose(t, i)} becomes **“${to}”**.`,
  retries: (t, i, to) =>
    `${exchangeName(t, t.entity(i))} has been sent again ${count(Number(to), 'time')}.`,
  transmitQueue: (t, i, to) =>
    `${count(Number(to), 'frame')} wait${to === '1' ? 's' : ''} in ${hostName(t, t.entity(i))}’s interface.`,
  freeKB: (t, i, to) => `Of ${whose(t, i)}’s memory **${to} KB** are free.`,
  hostsAsGood: (t, i, to) =>
    `${whose(t, i)} finds **${count(Number(to), 'processor')}** as good as the best.`,
  suitability: (t, i, to) => `${whose(t, i)} names one of suitability **${to}**.`,
  placeFor: (t, i, to) =>
    to === '0' ? `${whose(t, i)} is **free**.` : `${whose(t, i)} is kept for **program ${to}**.`,
  diskState: (t, i, to) => `${whose(t, i)} ${DISK_WORDS[to] ?? to}.`,
  diskQueue: (t, i, to) =>
    `${count(Number(to), 'request')} wait${to === '1' ? 's' : ''} at ${whose(t, i)}.`,
  blockState: (t, i, to) => `${whose(t, i)} is ${BLOCK_WORDS[to] ?? to}.`,
  blockContent: (t, i) => `${whose(t, i)} has other bytes in it.`,
  blockRole: (t, i, to) => `${whose(t, i)} is a **${to}**.`,
  diskHealth: (t, i, to) => `${whose(t, i)} is ${to === 'lost' ? '**lost**' : 'sound'}.`,
  failed: (t, i, to) =>
    `${whose(t, i)}’s processor ${to === 'yes' ? '**has failed**' : 'is sound'}.`,
  branchState: (t, i, to) => `${whose(t, i)} is now **${BRANCH_WORDS[to] ?? to}**.`,
  lockHolder: (t, i) =>
    t.b(i) < 0 ? `${whose(t, i)} is free.` : `${whose(t, i)} is held for ${thingName(t, t.b(i))}.`,
  pagesWritten: (t, i, to) =>
    `${count(Number(to), 'page')} of ${whose(t, i)} ${to === '1' ? 'has' : 'have'} been written since they were copied.`,
  lockWaiters: (t, i, to) =>
    `${count(Number(to), 'request')} wait${to === '1' ? 's' : ''} for ${whose(t, i)}.`,
  logDurable: (t, i, to) => `${whose(t, i)} is on the disk up to record ${to}.`,
  logInMemory: (t, i, to) =>
    `${count(Number(to), 'record')} of ${whose(t, i)} ${to === '1' ? 'is' : 'are'} in memory alone.`,
  denotes: (t, i) => `${whose(t, i)} is **${t.b(i) === 0 ? 'nothing' : versionWord(t.b(i))}**.`,
  copyVersion: (t, i, to) => `${whose(t, i)} is **version ${to}**.`,
  copyState: (t, i, to) => `${whose(t, i)} is ${COPY_STATE_WORDS[to] ?? to}.`,
  awaits: (t, i) =>
    t.b(i) < 0
      ? `${whose(t, i)} waits for nothing.`
      : `${whose(t, i)} waits for ${exchangeName(t, t.b(i))}.`,
  tokenHeld: (t, i, to) =>
    `${whose(t, i)} ${to === 'yes' ? '**has the token**' : 'has the token no more'}.`,
  serving: (t, i) =>
    t.b(i) < 0
      ? `${whose(t, i)} has nothing to answer.`
      : `${whose(t, i)} now serves ${exchangeName(t, t.b(i))}.`,
}

function sender(trace: Trace, index: RecordIndex): string {
  return trace.b(index) < 0 ? 'nobody' : processName(trace, trace.b(index))
}

export function changeWords(trace: Trace, index: RecordIndex): string {
  const info = fieldInfo(trace.kind(index) - CHANGE)
  const to = columnWord(trace, index, 'b')
  const say = WORDS[info?.name ?? '']
  return capital(say ? say(trace, index, to) : `${whose(trace, index)} changes to ${to}.`)
}
