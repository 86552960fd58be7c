/**
 * A record as one sentence that names the thing and the number. `recordSentence` marks what counts in it with
 * **bold**, the only mark there is; `recordWords` is the same without.
 */
import { EntityType } from '../trace/entities.ts'
import { CHANGE } from '../trace/fields.ts'
import {
  DamageReason,
  DestroyReason,
  EndReason,
  FrameOutcome,
  IgnoreReason,
  Kind,
  type KindName,
  kindInfo,
  LossReason,
  SendResult,
} from '../trace/kinds.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import type { Intervention } from '../trace/tuple.ts'
import { ACTS, acting, targetName } from './act-words.ts'
import { changeWords } from './change-words.ts'
import { COMMIT_SENTENCES } from './commit-words.ts'
import { COPY_SENTENCES } from './copy-words.ts'
import { DISK_SENTENCES } from './disk-words.ts'
import { FILE_SENTENCES } from './file-words.ts'
import { MAKE_SENTENCES } from './make-words.ts'
import { MOVE_SENTENCES } from './move-words.ts'
import {
  capital,
  exchangeName,
  frameName,
  hostName,
  processName,
  thingName,
  timerName,
} from './names.ts'
import { count, length } from './numbers.ts'
import { POOL_SENTENCES } from './pool-words.ts'
import { PROGRAM_SENTENCES } from './program-words.ts'
import { STORAGE_SENTENCES } from './storage-words.ts'
import type { Told as Columns } from './told.ts'
import { TRANSACTION_SENTENCES } from './transaction-words.ts'
import { USES_OF_GROUPS } from './uses-of-groups.ts'
import { VERSION_SENTENCES } from './version-words.ts'
import { WORK_SENTENCES } from './work-words.ts'

export interface WordsRun {
  readonly trace: Trace
  readonly setup: RunSetup
  /** All that was placed in the run, the document's own first; without it an act is told without its target. */
  readonly interventions?: readonly Intervention[]
  /** How many of them are the document's own. */
  readonly given?: number
}

/** The first words may need more of the run than the one record. */
type Told = Columns & WordsRun
type Say = (told: Told) => string

export function recordSentence(run: WordsRun, index: RecordIndex): string {
  const { trace } = run
  const kind = trace.kind(index)
  if (kind >= CHANGE) return changeWords(trace, index)
  const say = SENTENCES[kindInfo(kind)?.name ?? '']
  const told = { ...run, index, entity: trace.entity(index), a: trace.a(index), b: trace.b(index) }
  return say ? capital(say(told)) : `${capital(thingName(trace, told.entity))}: something happened.`
}

export function recordWords(run: WordsRun, index: RecordIndex): string {
  return recordSentence(run, index).replaceAll('**', '')
}

const at = (trace: Trace, host: number): string =>
  host < 0 ? 'the cable' : hostName(trace, host) || 'a machine'
const spanLength = ({ trace, index }: Told): string => {
  const open = trace.span(index)
  return open === NONE ? '' : length(trace.time(index) - trace.time(open))
}
const attemptOf = ({ trace, entity }: Told): number =>
  Number(/(\d+)$/.exec(trace.localName(entity))?.[1] ?? 1)
const senderOf = ({ trace, index, b }: Told): string => {
  const open = trace.kind(index) === Kind.transmitOpen ? index : trace.span(index)
  if (open === index) return at(trace, b)
  return open === NONE ? 'the sender' : at(trace, trace.b(open))
}

const ENDED: Readonly<Record<number, string>> = {
  [EndReason.quiescent]: 'nothing is left to happen',
  [EndReason.time]: 'its time is over',
  [EndReason.eventsAtOneInstant]: 'too many events came at one instant',
  [EndReason.eventBudget]: 'it took more events than a run may',
  [EndReason.timeBudget]: 'it took longer than a run may',
  [EndReason.assertion]: 'the simulator contradicted itself',
}
const RESULTS: Readonly<Record<number, string>> = {
  [SendResult.replied]: 'has its reply',
  [SendResult.noSuchProcess]: 'is told that there is **no such process**',
  [SendResult.noAnswer]: 'gives up: there was **no answer**',
  // Its own end, not the server’s: that one is told by a NACK or by silence.
  [SendResult.destroyed]: 'is **ended** while it waits',
  [SendResult.crashed]: 'waits **no more**: it is gone with its machine',
  [SendResult.illegal]: 'is told that the Send was **not allowed**',
  [SendResult.staleBinding]: 'is told that its binding is **stale**',
  [SendResult.serverLost]: 'is told that the server is **no more**, and nobody knows what it did',
}
/** A group has no list: that nobody answered is all that its sender can know. */
function resultOf({ trace, index, a }: Told): string {
  const open = trace.span(index)
  const group = open === NONE ? NONE : trace.a(open)
  if (a === SendResult.noAnswer && group !== NONE && trace.typeOf(group) === EntityType.group)
    return `gives up: **no member** of ${thingName(trace, group)} answered`
  return RESULTS[a] ?? 'goes on'
}
const GONE: Readonly<Record<number, string>> = {
  [DestroyReason.exit]: 'has done its work and ends',
  [DestroyReason.destroyed]: 'is **ended** from outside',
  [DestroyReason.crash]: 'is gone with its machine’s memory',
  [DestroyReason.failure]: 'ends: its program failed',
}
const IGNORED: Readonly<Record<number, string>> = {
  [IgnoreReason.oldSequence]: 'it is older than the last one',
  [IgnoreReason.nobodyWaits]: 'nobody waits for it',
  [IgnoreReason.noSuchProcess]: 'there is no such process',
  [IgnoreReason.staleIncarnation]: 'it is from or for a life of a machine that is over',
  [IgnoreReason.checksum]: 'its check does not add up',
  [IgnoreReason.notMine]: 'it asks for something that is not here',
  [IgnoreReason.outOfOrder]: 'one before it is missing, and it will be sent again',
  [IgnoreReason.noMember]: 'no member of the group is here',
}
const DAMAGED: Readonly<Record<number, string>> = {
  [DamageReason.collision]: 'another signal ran over it',
  [DamageReason.bitError]: 'a bit changed on the way',
  [DamageReason.corrupted]: 'a bit of it was changed on purpose',
  [DamageReason.cutShort]: 'it was cut short',
  [DamageReason.ownTransmission]: 'the machine was sending itself',
}
const LOST: Readonly<Record<number, string>> = {
  [LossReason.intervention]: 'it was taken away on purpose',
  [LossReason.rate]: 'this cable loses some',
  [LossReason.powerOff]: 'the machine has no power',
  [LossReason.cut]: 'the cable is cut',
}

const intervention: Say = ({ trace, entity, a, b, interventions, given = 0 }) => {
  const number = Number(/@(\d+)$/.exec(trace.localName(entity))?.[1] ?? 0)
  const what = interventions?.[number - 1]
  const isTarget = trace.typeOf(entity) !== EntityType.intervention
  const target = what ? targetName(trace, what.target) : isTarget ? thingName(trace, entity) : 'it'
  const act = ACTS[a]?.(target, what?.amount ?? b)
  const who = number > 0 && number <= given ? 'the scenario' : 'you'
  return act ? `${acting(who, act)}.` : 'you changed something.'
}

const LEFT: readonly string[] = ['', ': it is destroyed', ': its machine lost its power']
const NOT_JOINED: readonly string[] = [
  '',
  'it belongs to another user',
  'nobody answers for it',
  'it is a member already',
]

/** By a kind's name, so that the compiler says when one has no words. */
const SENTENCES: Readonly<Partial<Record<string, Say>> & Record<KindName, Say>> = {
  // run
  runStart: () => 'the run begins.',
  runEnd: ({ a }) => `the run ends: ${ENDED[a] ?? 'it was stopped'}.`,
  violation: ({ trace, entity, b }) =>
    `**${thingName(trace, entity)} is broken**: ${trace.string(b).replace(/\.$/, '')}.`,
  intervention,
  exercised: ({ trace, entity }) =>
    `the case that ${thingName(trace, entity)} is about has come up.`,
  // host
  crash: ({ trace, entity, b }) =>
    `${hostName(trace, entity)}${b === 1 ? '’s **processor fails**' : ' **loses its power**'}: memory and processes are gone.`,
  reboot: ({ trace, entity, a }) => `${hostName(trace, entity)} **starts again**, life ${a}.`,
  slow: ({ trace, entity, a }) => `${hostName(trace, entity)} now runs at **${a} %** of its speed.`,
  cableCut: ({ a }) => `the cable is **cut** at ${a} m; each half has its end.`,
  cableHealed: ({ a }) => `the cable is **whole again** at ${a} m.`,
  // process
  processCreated: ({ trace, entity, b }) =>
    `${processName(trace, entity)} begins; its program is ${trace.string(b)}.`,
  processDestroyed: ({ trace, entity, a }) => `${processName(trace, entity)} ${GONE[a] ?? 'ends'}.`,
  note: ({ trace, entity, b }) => `${processName(trace, entity)} says: ${trace.string(b)}.`,
  executed: ({ trace, entity, a, b }) =>
    `${processName(trace, a)} does the work of ${exchangeName(trace, entity)}${b > 1 ? `, for the **${ordinal(b)} time**` : ', for the first time'}.`,
  registered: ({ trace, entity, a }) =>
    `${processName(trace, entity)} makes itself known as **service ${a}**.`,
  // message transaction
  sendOpen: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **sends**${a < 0 ? '' : ` to ${thingName(trace, a)}`}.`,
  sendClose: (told) =>
    `${processName(told.trace, told.entity)} ${resultOf(told)}${spanLength(told) === '' ? '' : `, ${spanLength(told)} after its Send`}.`,
  queued: ({ trace, entity, a }) =>
    `${exchangeName(trace, entity)} waits until ${processName(trace, a)} **receives**.`,
  received: ({ trace, entity, a }) =>
    `${processName(trace, a)} **receives** ${exchangeName(trace, entity)}.`,
  replied: ({ trace, entity, a }) =>
    `${processName(trace, a)} **replies** to ${exchangeName(trace, entity)}.`,
  // timers
  timerSet: ({ trace, entity, a }) =>
    `${timerName(trace, entity)} is **set to ${length(a * 1000)}**.`,
  timerEnd: ({ trace, entity, a }) =>
    a === 1
      ? `${timerName(trace, entity)} **runs out**.`
      : `${timerName(trace, entity)} is no longer needed.`,
  // packets
  packetOut: ({ trace, entity }) => `${frameName(trace, entity)} goes to the interface.`,
  packetIn: ({ trace, entity, a }) =>
    `${at(trace, a)}’s kernel takes up ${frameName(trace, entity)}.`,
  duplicate: ({ trace, entity, a }) =>
    `${at(trace, a)}’s kernel **knows ${frameName(trace, entity)} already** and does not deliver it again.`,
  ignored: ({ trace, entity, a, b }) =>
    `${at(trace, a)}’s kernel **ignores** ${frameName(trace, entity)}: ${IGNORED[b] ?? 'it is of no use'}.`,
  aliensFull: ({ trace, entity, a }) =>
    `${at(trace, a)}’s kernel had **no free alien** for ${frameName(trace, entity)}.`,
  // processor
  burstOpen: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)}’s processor turns to “${trace.string(b)}”, for ${a < 0 ? 'the kernel' : processName(trace, a)}.`,
  burstClose: (told) =>
    `${hostName(told.trace, told.entity)}’s processor ${['is done', 'is called away', 'loses its power'][told.a] ?? 'is done'} after ${spanLength(told)}.`,
  // frames
  frameQueued: ({ trace, entity, a }) =>
    `${frameName(trace, entity)} waits in its interface, ${a} bytes.`,
  frameDone: ({ trace, entity, a }) =>
    `${frameName(trace, entity)} ${a === FrameOutcome.sent ? 'has left its interface' : a === FrameOutcome.abandoned ? 'is **given up** after 16 attempts' : 'is gone with the power'}.`,
  deferOpen: ({ trace, entity }) => `${frameName(trace, entity)} **waits**: the cable is in use.`,
  deferClose: (told) =>
    `${frameName(told.trace, told.entity)} has waited ${spanLength(told)} and may go.`,
  transmitOpen: (told) =>
    `${senderOf(told)} begins to **transmit** ${frameName(told.trace, told.entity)}, ${count(told.a, 'bit')}${attemptOf(told) > 1 ? `, attempt ${attemptOf(told)}` : ''}.`,
  transmitClose: (told) =>
    `the tail of ${frameName(told.trace, told.entity)} leaves ${senderOf(told)}${told.b === 1 ? ', jammed' : told.b === 2 ? ', **cut off** by the power' : ''}.`,
  collision: ({ trace, entity, a }) =>
    `${frameName(trace, entity)} **collides** on attempt ${a}: another signal is on the cable.`,
  jamOpen: ({ trace, entity }) =>
    `the sender of ${frameName(trace, entity)} **jams**, so that all hear the collision.`,
  jamClose: ({ trace, entity }) => `the jam of ${frameName(trace, entity)} ends.`,
  backoffOpen: ({ trace, index, entity, a, b }) =>
    `${frameName(trace, entity)} **backs off** ${count(a, 'slot')}, ${trace.because(index) === NONE ? (b > 1 ? `drawn from 0–${b - 1}` : 'as always') : 'as it was told to'}.`,
  backoffClose: ({ trace, entity }) => `${frameName(trace, entity)} may try again.`,
  accepted: ({ trace, entity, a, b }) =>
    `${at(trace, a)}’s interface has all of ${frameName(trace, entity)}; ${count(b, 'buffer')} in use.`,
  overrun: ({ trace, entity, a }) =>
    `${at(trace, a)}’s interface had **no free buffer** when ${frameName(trace, entity)} came.`,
  damaged: ({ trace, entity, a, b }) =>
    `${frameName(trace, entity)} is **damaged** at ${at(trace, a)}: ${DAMAGED[b] ?? 'its check fails'}.`,
  lost: ({ trace, entity, a, b }) =>
    `${frameName(trace, entity)} is **lost** ${a < 0 ? 'on the cable' : `at ${at(trace, a)}`}: ${LOST[b] ?? 'it never came'}.`,
  tally: ({ trace, entity, a }) =>
    `${frameName(trace, entity)} has passed ${count(a, 'other tap')}.`,
  bufferFreed: ({ trace, entity, a }) =>
    `${hostName(trace, entity)}’s interface has a buffer free again; ${a} in use.`,
  queueFull: ({ trace, entity, a }) =>
    `${hostName(trace, entity)}’s interface **refuses a frame**: ${a} wait already.`,
  handed: ({ trace, entity, a }) =>
    `${at(trace, a)}’s kernel is told of ${frameName(trace, entity)}.`,
  // moving data
  ...MOVE_SENTENCES,
  // groups
  groupCreated: ({ trace, entity, a }) =>
    `${processName(trace, a)} **makes ${thingName(trace, entity)}**.`,
  joined: ({ trace, entity, a }) =>
    `${processName(trace, a)} **joins** ${thingName(trace, entity)}; only ${at(trace, a)}’s kernel knows.`,
  left: ({ trace, entity, a, b }) =>
    `${processName(trace, a)} is **no longer in** ${thingName(trace, entity)}${LEFT[b] ?? ''}.`,
  joinRefused: ({ trace, entity, a, b }) =>
    `${processName(trace, a)} **may not join** ${thingName(trace, entity)}: ${NOT_JOINED[b] ?? 'it was refused'}.`,
  replyQueued: ({ trace, entity, a, b }) =>
    `${a < 0 ? 'a member' : processName(trace, a)} is the **${ordinal(b)} to answer** ${exchangeName(trace, entity)}.`,
  gotReply: ({ trace, entity, a, b }) =>
    a < 0
      ? `${processName(trace, entity)} **got no further reply** in time.`
      : `${processName(trace, entity)} **gets reply ${b}**, from ${processName(trace, a)}.`,
  repliesFlushed: ({ trace, entity, a }) =>
    `${processName(trace, entity)}’s next Send **throws away ${count(a, 'reply', 'replies')}** that nobody fetched.`,
  duplicateReply: ({ trace, entity, a }) =>
    `${at(trace, a)}’s kernel **has this member’s reply already** and drops ${frameName(trace, entity)}.`,
  logged: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **delivers ${trace.string(b)}** as number ${a} of its log.`,
  // ordered groups
  broadcast: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} has **${trace.string(b)}** for the group, ${count(a, 'byte')}.`,
  numbered: ({ trace, entity, a, b }) =>
    `${processName(trace, a)} makes ${exchangeName(trace, entity)} **number ${b}**.`,
  gapSeen: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **misses** ${a === b ? `number ${a}` : `numbers ${a} to ${b}`}.`,
  suspected: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **takes ${processName(trace, a)} for dead**: there was no answer.`,
  installed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} is in **view ${a}** of the group, with ${count(b, 'member')}.`,
  held: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **holds ${trace.string(b)}** under number ${a}.`,
  tokenPassed: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **passes the token on** to ${processName(trace, a)}, with timestamp ${b}.`,
  tokenAccepted: ({ trace, entity, a }) =>
    `${processName(trace, entity)} **takes the token**: timestamp ${a} is the last that was given.`,
  listBegins: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} begins **list ${a}** with the history up to timestamp ${b}.`,
  historyCut: ({ trace, entity, a, b }) =>
    `${processName(trace, entity)} **lets go** what it has beyond timestamp ${a}: ${count(b, 'letter')}.`,
  ...USES_OF_GROUPS,
  ...POOL_SENTENCES,
  ...FILE_SENTENCES,
  ...MAKE_SENTENCES,
  ...COMMIT_SENTENCES,
  ...WORK_SENTENCES,
  ...COPY_SENTENCES,
  ...PROGRAM_SENTENCES,
  // disk
  ...DISK_SENTENCES,
  ...STORAGE_SENTENCES,
  ...TRANSACTION_SENTENCES,
  ...VERSION_SENTENCES,
  // orphans
  orphanEnded: ({ trace, entity, a }) =>
    `${a < 0 ? 'the kernel' : `${processName(trace, a)}’s kernel`} **drops ${exchangeName(trace, entity)}**: its client is no more.`,
}

function ordinal(n: number): string {
  return ['', 'first', 'second', 'third', 'fourth', 'fifth'][n] ?? `${n}th`
}
