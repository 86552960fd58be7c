/** How the columns `a` and `b` of each kind are to be read: what the comments of trace/kinds.ts say, as data. */
import { BRANCH_STATES, CHANGE, fieldInfo } from '../trace/fields.ts'
import {
  Action,
  CleanupRule,
  CommitRecord,
  ContentSide,
  ControlOp,
  DamageReason,
  DecidedBy,
  DestroyReason,
  DirectoryMode,
  DiskEnd,
  EndReason,
  Exit,
  FilesRecovery,
  FrameOutcome,
  IgnoreReason,
  JobRefusal,
  Kind,
  LossReason,
  MigrationEnd,
  MoveRefusal,
  MoveResult,
  NoMachine,
  PACKET_NAMES,
  PageRefusal,
  SendResult,
  StableResult,
  VersionEnd,
  VersionRead,
  Vote,
  WorkEnd,
} from '../trace/kinds.ts'
import { CopyFound } from '../trace/kinds-copies.ts'
import type { RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

export type Reading =
  | { readonly as: 'number' | 'entity' | 'string' | 'bytes' }
  | { readonly as: 'enum'; readonly names: readonly string[] }

const NUMBER: Reading = { as: 'number' }
const ENTITY: Reading = { as: 'entity' }
const STRING: Reading = { as: 'string' }
const BYTES: Reading = { as: 'bytes' }
const READ_OR_WRITE: Reading = { as: 'enum', names: ['read', 'write'] }
const named = (table: Readonly<Record<string, number>>): Reading => {
  const names: string[] = []
  for (const [name, value] of Object.entries(table)) names[value] = name
  return { as: 'enum', names: Array.from(names, (name) => name ?? '') }
}

const READINGS = new Map<number, readonly [Reading, Reading]>([
  [Kind.runEnd, [named(EndReason), NUMBER]],
  [Kind.violation, [NUMBER, STRING]],
  [Kind.intervention, [named(Action), NUMBER]],
  [Kind.processCreated, [NUMBER, STRING]],
  [Kind.processDestroyed, [named(DestroyReason), NUMBER]],
  [Kind.note, [NUMBER, STRING]],
  [Kind.executed, [ENTITY, NUMBER]],
  [Kind.sendOpen, [ENTITY, NUMBER]],
  [Kind.sendClose, [named(SendResult), NUMBER]],
  [Kind.queued, [ENTITY, NUMBER]],
  [Kind.received, [ENTITY, NUMBER]],
  [Kind.replied, [ENTITY, NUMBER]],
  [Kind.timerEnd, [{ as: 'enum', names: ['cancelled', 'fired'] }, NUMBER]],
  [Kind.packetOut, [{ as: 'enum', names: PACKET_NAMES }, BYTES]],
  [Kind.packetIn, [ENTITY, NUMBER]],
  [Kind.duplicate, [ENTITY, NUMBER]],
  [Kind.ignored, [ENTITY, named(IgnoreReason)]],
  [Kind.aliensFull, [ENTITY, NUMBER]],
  [Kind.burstOpen, [ENTITY, STRING]],
  [Kind.burstClose, [{ as: 'enum', names: ['done', 'pre-empted', 'lost'] }, NUMBER]],
  [Kind.frameQueued, [NUMBER, BYTES]],
  [Kind.frameDone, [named(FrameOutcome), NUMBER]],
  [Kind.transmitOpen, [NUMBER, ENTITY]],
  [Kind.transmitClose, [NUMBER, { as: 'enum', names: ['whole', 'jammed', 'cut off'] }]],
  [Kind.accepted, [ENTITY, NUMBER]],
  [Kind.overrun, [ENTITY, NUMBER]],
  [Kind.damaged, [ENTITY, named(DamageReason)]],
  [Kind.lost, [ENTITY, named(LossReason)]],
  [Kind.handed, [ENTITY, NUMBER]],
  [Kind.moveOpen, [ENTITY, NUMBER]],
  [Kind.moveClose, [named(MoveResult), NUMBER]],
  [Kind.moveRefused, [named(MoveRefusal), ENTITY]],
  [Kind.content, [NUMBER, named(ContentSide)]],
  [Kind.forwarded, [ENTITY, ENTITY]],
  [Kind.broadcast, [BYTES, STRING]],
  [Kind.makeBegun, [NUMBER, STRING]],
  [Kind.fileNamed, [NUMBER, STRING]],
  [Kind.jobOpen, [NUMBER, STRING]],
  [Kind.jobGiven, [ENTITY, NUMBER]],
  [Kind.jobDone, [ENTITY, NUMBER]],
  [Kind.jobLost, [ENTITY, NUMBER]],
  [Kind.jobPlaced, [ENTITY, NUMBER]],
  [Kind.machineGone, [ENTITY, NUMBER]],
  [Kind.jobReturned, [ENTITY, NUMBER]],
  [Kind.jobFailed, [ENTITY, NUMBER]],
  [Kind.noMachine, [NUMBER, named(NoMachine)]],
  [Kind.numbered, [ENTITY, NUMBER]],
  [Kind.suspected, [ENTITY, NUMBER]],
  [Kind.held, [NUMBER, STRING]],
  [Kind.logged, [NUMBER, STRING]],
  [Kind.tokenPassed, [ENTITY, NUMBER]],
  [Kind.orphanEnded, [ENTITY, NUMBER]],
  [Kind.controlAsked, [ENTITY, named(ControlOp)]],
  [Kind.controlled, [ENTITY, named(ControlOp)]],
  [Kind.searchBegun, [NUMBER, STRING]],
  [Kind.boundKnown, [NUMBER, { as: 'enum', names: ['heard', 'found'] }]],
  [Kind.searchEnded, [NUMBER, STRING]],
  [Kind.workEnded, [named(WorkEnd), NUMBER]],
  [Kind.jobEnded, [ENTITY, NUMBER]],
  [Kind.environmentMade, [ENTITY, NUMBER]],
  [Kind.migrationBegun, [ENTITY, NUMBER]],
  [Kind.migrationEnded, [named(MigrationEnd), NUMBER]],
  [Kind.moveInDoubt, [ENTITY, NUMBER]],
  [Kind.movePutOff, [ENTITY, NUMBER]],
  [Kind.memberPutOff, [ENTITY, NUMBER]],
  [Kind.putOffFrozen, [ENTITY, NUMBER]],
  [Kind.programBegun, [ENTITY, NUMBER]],
  [Kind.programExited, [named(Exit), NUMBER]],
  [Kind.nameResolved, [ENTITY, NUMBER]],
  [Kind.lineShown, [ENTITY, STRING]],
  [Kind.openedFor, [ENTITY, NUMBER]],
  [Kind.lineRead, [ENTITY, NUMBER]],
  [Kind.lineWritten, [ENTITY, NUMBER]],
  [Kind.promiseGiven, [ENTITY, NUMBER]],
  [Kind.promiseBroken, [ENTITY, NUMBER]],
  [Kind.diskQueued, [NUMBER, READ_OR_WRITE]],
  [Kind.diskOpen, [NUMBER, READ_OR_WRITE]],
  [Kind.diskClose, [named(DiskEnd), NUMBER]],
  [Kind.stablePutClose, [named(StableResult), NUMBER]],
  [Kind.stableGetClose, [named(StableResult), NUMBER]],
  [Kind.cleanupRule, [NUMBER, named(CleanupRule)]],
  [Kind.blockNamed, [NUMBER, STRING]],
  [Kind.contentNamed, [NUMBER, STRING]],
  [Kind.diskDropped, [NUMBER, READ_OR_WRITE]],
  [Kind.logAppended, [NUMBER, STRING]],
  [Kind.logForced, [NUMBER, STRING]],
  [Kind.logFound, [NUMBER, STRING]],
  [Kind.voted, [named(Vote), NUMBER]],
  [Kind.decided, [{ as: 'enum', names: ['abort', 'commit'] }, named(DecidedBy)]],
  [Kind.recordOf, [NUMBER, named(CommitRecord)]],
  [Kind.inquired, [ENTITY, NUMBER]],
  [Kind.recovered, [{ as: 'enum', names: BRANCH_STATES }, NUMBER]],
  [Kind.lockAwaited, [ENTITY, NUMBER]],
  [Kind.lockGranted, [ENTITY, NUMBER]],
  [Kind.itemSeen, [ENTITY, NUMBER]],
  [Kind.requestRefused, [NUMBER, STRING]],
  [Kind.pageRefused, [NUMBER, named(PageRefusal)]],
  [Kind.mapRead, [NUMBER, named(FilesRecovery)]],
  [Kind.jobRefused, [NUMBER, named(JobRefusal)]],
  [Kind.hostNews, [ENTITY, NUMBER]],
  [Kind.hostNamed, [ENTITY, NUMBER]],
  [Kind.copyServed, [ENTITY, NUMBER]],
  [Kind.copyFound, [NUMBER, named(CopyFound)]],
  [Kind.copyHeldBack, [ENTITY, NUMBER]],
  [Kind.directoryMode, [named(DirectoryMode), NUMBER]],
  [Kind.versionGone, [NUMBER, named(VersionEnd)]],
  [Kind.versionRead, [NUMBER, named(VersionRead)]],
])

export function readingOf(kind: number, column: 'a' | 'b'): Reading {
  if (kind >= CHANGE) {
    const info = fieldInfo(kind - CHANGE)
    if (info?.values) return { as: 'enum', names: info.values }
    return info?.type === 'entity' ? ENTITY : info?.type === 'string' ? STRING : NUMBER
  }
  return READINGS.get(kind)?.[column === 'a' ? 0 : 1] ?? NUMBER
}

/** A column's value as the words that a predicate may name it by, or the number. */
export function columnWord(trace: Trace, index: RecordIndex, column: 'a' | 'b'): string {
  const value = trace[column](index)
  const reading = readingOf(trace.kind(index), column)
  if (reading.as === 'enum') return reading.names[value] ?? String(value)
  if (value < 0) return ''
  if (reading.as === 'entity') return trace.nameOf(value)
  return reading.as === 'string' ? trace.string(value) : String(value)
}
