import { COPY_KINDS } from './kinds-copies.ts'
import { PARALLEL_KINDS } from './kinds-parallel.ts'
import { POOL_KINDS } from './kinds-pool.ts'
import { PROGRAM_KINDS } from './kinds-programs.ts'
import { STORAGE_KINDS } from './kinds-storage.ts'
import { VERSION_KINDS } from './kinds-versions.ts'
import type { Layer } from './record.ts'

export {
  DATAGRAM_TYPES,
  type DatagramType,
  PACKET_NAMES,
  PacketType,
  type PacketTypeName,
} from './packet-types.ts'

/**
 * The vocabulary of the trace. Whoever emits a record and whoever draws it agree here and nowhere else.
 * `open` starts a span, `close` ends the one its `span` column names, `point` is an instant.
 * Changes of state are not in this table: see fields.ts.
 */
export type Role = 'point' | 'open' | 'close'

export interface KindInfo {
  readonly id: number
  readonly name: KindName
  readonly role: Role
  readonly layer: Layer
}

/** [id, role, layer]; the comments say what `entity`, `a` and `b` hold. Ids are for ever: links hold them. */
const table = {
  // run ---------------------------------------------------------------------------------------------
  runStart: [1, 'point', 'transaction'], // entity run
  runEnd: [2, 'point', 'transaction'], // entity run; a EndReason
  violation: [3, 'point', 'transaction'], // entity check; b string: the sentence why; because the deciding record
  intervention: [4, 'point', 'transaction'], // entity the target; a Action; b amount (us, percent or metre)
  exercised: [5, 'point', 'signal'], // entity check: the situation it is about has arisen
  // host --------------------------------------------------------------------------------------------
  crash: [10, 'point', 'transaction'], // entity host; a incarnation that died; b 0 its power went, 1 its processor
  reboot: [11, 'point', 'transaction'], // entity host; a incarnation that begins
  slow: [12, 'point', 'transaction'], // entity host; a percent of full speed
  cableCut: [13, 'point', 'transaction'], // entity cable; a metre of the cut
  cableHealed: [14, 'point', 'transaction'], // entity cable; a metre of the cut
  // process -----------------------------------------------------------------------------------------
  processCreated: [20, 'point', 'message'], // entity process; a its user, 0 nobody's; b string: its program
  processDestroyed: [21, 'point', 'message'], // entity process; a DestroyReason
  note: [22, 'point', 'message'], // entity process; b string: a line that its program wrote
  executed: [23, 'point', 'message'], // entity exchange; a process that did the operation; b how often by now
  registered: [24, 'point', 'message'], // entity process; a logical id (SetPid)
  // message transaction -----------------------------------------------------------------------------
  sendOpen: [30, 'open', 'transaction'], // entity exchange; a destination process entity (-1 unknown); b bytes
  sendClose: [31, 'close', 'transaction'], // entity exchange; a SendResult; b bytes of the reply
  queued: [32, 'point', 'packet'], // entity exchange; a receiving process: the message waits for its Receive
  received: [33, 'point', 'message'], // entity exchange; a receiving process
  replied: [34, 'point', 'message'], // entity exchange; a replying process; b bytes
  // timers ------------------------------------------------------------------------------------------
  timerSet: [40, 'open', 'message'], // entity timer; a duration us
  timerEnd: [41, 'close', 'message'], // entity timer; a 0 cancelled, 1 fired
  // packets -----------------------------------------------------------------------------------------
  packetOut: [50, 'point', 'packet'], // entity frame; a PacketType; b bytes
  packetIn: [51, 'point', 'packet'], // entity frame; a host whose kernel takes it up
  duplicate: [52, 'point', 'packet'], // entity frame; a host: known to its alien, not delivered again
  ignored: [53, 'point', 'packet'], // entity frame; a host; b IgnoreReason
  aliensFull: [54, 'point', 'packet'], // entity frame; a host: no free alien descriptor
  // processor ---------------------------------------------------------------------------------------
  burstOpen: [60, 'open', 'packet'], // entity processor; a process entity, -1 for the kernel; b string: the stage
  burstClose: [61, 'close', 'packet'], // entity processor; a 0 done, 1 pre-empted, 2 lost with the power
  // frames ------------------------------------------------------------------------------------------
  frameQueued: [70, 'open', 'frame'], // entity frame; a payload bytes; b bytes; span of its life in the sender's interface
  frameDone: [71, 'close', 'frame'], // entity frame; a FrameOutcome
  deferOpen: [72, 'open', 'frame'], // entity frame: wants to be sent, hears carrier or waits the gap
  deferClose: [73, 'close', 'frame'], // entity frame
  transmitOpen: [74, 'open', 'frame'], // entity attempt; a bits planned; b sender's host entity
  transmitClose: [75, 'close', 'frame'], // entity attempt; a bits sent; b 0 whole, 1 jammed, 2 cut off by power
  collision: [76, 'point', 'frame'], // entity attempt; a attempt number; because the other's transmitOpen
  jamOpen: [77, 'open', 'signal'], // entity attempt
  jamClose: [78, 'close', 'signal'], // entity attempt
  backoffOpen: [79, 'open', 'frame'], // entity frame; a slots drawn; b slots that could be drawn
  backoffClose: [80, 'close', 'frame'], // entity frame
  accepted: [81, 'point', 'frame'], // entity frame; a host; b its buffers in use after it
  overrun: [82, 'point', 'frame'], // entity frame; a host; because the frame that took the last buffer
  damaged: [83, 'point', 'frame'], // entity frame; a host; b DamageReason
  lost: [84, 'point', 'frame'], // entity frame; a host at whose tap it was lost, -1 on the wire; b LossReason
  tally: [85, 'point', 'signal'], // entity attempt; a taps besides the sender's; b accepted | filtered<<10 | other<<20
  bufferFreed: [86, 'point', 'signal'], // entity interface; a buffers in use after it
  handed: [87, 'point', 'signal'], // entity frame; a host: its kernel is told of a frame in a buffer
  // moving data -------------------------------------------------------------------------------------
  granted: [120, 'point', 'message'], // entity exchange; a start of the segment; b bytes * 4 + rights (1 read, 2 write)
  moveOpen: [121, 'open', 'message'], // entity move; a the other process's entity, -1 unknown; b bytes
  moveClose: [122, 'close', 'message'], // entity move; a MoveResult; b bytes moved
  moveRefused: [123, 'point', 'message'], // entity the process that asked; a MoveRefusal; b the other's entity, -1 unknown
  moveRange: [124, 'point', 'packet'], // entity move, or exchange of a Reply with a segment; a start at the sender; b bytes * 2 + (1 written, 0 read)
  segmentWritten: [125, 'point', 'packet'], // entity exchange; a start; b bytes, put into the sender's memory
  segmentRead: [126, 'point', 'packet'], // entity exchange; a start; b bytes, taken from the sender's memory for a move
  carried: [127, 'point', 'packet'], // entity frame; a bytes of data beside header and message; b their address at the far end
  content: [128, 'point', 'packet'], // entity move or exchange; a hash of the bytes; b ContentSide
  forwarded: [129, 'point', 'message'], // entity exchange; a process that passes it on; b the new receiver's entity, -1 unknown
  heard: [130, 'point', 'signal'], // entity timer; a duration us: the other side is at work, it begins again
  resumed: [131, 'point', 'packet'], // entity move; a first packet that is sent again; b how many
  placed: [132, 'point', 'packet'], // entity frame; a offset in the move; b bytes: straight to their destination
  // orphans -----------------------------------------------------------------------------------------
  orphanEnded: [140, 'point', 'message'], // entity exchange of a dead client; a process that had it, -1 none
  // disk --------------------------------------------------------------------------------------------
  diskQueued: [150, 'point', 'packet'], // entity disk; a block; b 0 read, 1 write
  diskOpen: [151, 'open', 'message'], // entity disk; a block; b 0 read, 1 write: from the controller to the last bit
  diskClose: [152, 'close', 'message'], // entity disk; a DiskEnd; b hash of what is in the block then
  diskDropped: [153, 'point', 'message'], // entity disk; a block; b 0 read, 1 write: waited when the power went
  ...STORAGE_KINDS,
  ...VERSION_KINDS,
  ...PROGRAM_KINDS,
  ...POOL_KINDS,
  blockNamed: [260, 'point', 'message'], // entity block; a its number; b string: what it is for
  contentNamed: [261, 'point', 'signal'], // entity process; a hash of bytes; b string: what they say
  blockTorn: [262, 'point', 'message'], // entity disk; a block; b bytes of it that are new
  blockDecayed: [263, 'point', 'message'], // entity disk; a block; b hash of what is in it then
  diskLost: [264, 'point', 'transaction'], // entity disk: it answers no more
  diskReplaced: [265, 'point', 'transaction'], // entity disk: a new one, never written
  // work of several writes -----------------------------------------------------------------------------
  workBegun: [350, 'point', 'transaction'], // entity process; a numbers that it will write; b how many of them are accounts
  workBefore: [351, 'point', 'signal'], // entity process; a which number; b what it was
  workPlanned: [352, 'point', 'signal'], // entity process; a which number; b what it is to be
  workEnded: [353, 'point', 'transaction'], // entity process; a WorkEnd
  numberFound: [354, 'point', 'message'], // entity process that looks afterwards; a which number; b what it is
  numberMissing: [355, 'point', 'message'], // entity process that looks afterwards; a which number cannot be read
  audited: [356, 'point', 'transaction'], // entity process that has looked; a how many numbers it could read
  mounted: [357, 'point', 'message'], // entity process; a blocks that it read first; b 1 after a server that did not close the disk
  intentionsKept: [358, 'point', 'message'], // entity process; a transaction; b numbers: from here on it is committed
  intentionsReplayed: [359, 'point', 'message'], // entity process; a numbers that it has written once more
  queueFull: [88, 'point', 'frame'], // entity interface; a frames that wait in it: one more is refused
  // ordered groups ----------------------------------------------------------------------------------
  broadcast: [200, 'point', 'message'], // entity exchange: a letter for the group; a bytes; b string: what it says
  numbered: [201, 'point', 'message'], // entity exchange; a process that gave it the number b
  gapSeen: [202, 'point', 'message'], // entity process; a first number that it misses; b last
  suspected: [203, 'point', 'message'], // entity process; a process that it takes for dead
  installed: [204, 'point', 'message'], // entity process; a view’s number; b members that are in it
  held: [206, 'point', 'message'], // entity process; a number; b string: the message that it has under it
  // a token that is passed on -----------------------------------------------------------------------
  tokenPassed: [228, 'point', 'message'], // entity process; a process that is next; b timestamp of its acknowledgement
  tokenAccepted: [229, 'point', 'message'], // entity process; a timestamp up to which it has the token; b its list
  listBegins: [230, 'point', 'message'], // entity process; a list; b last timestamp of the history it begins with
  historyCut: [231, 'point', 'message'], // entity process; a last timestamp that stays; b letters that are let go
  // groups ------------------------------------------------------------------------------------------
  groupCreated: [180, 'point', 'message'], // entity group; a creating process; b user whom joiners must share, 0 anybody
  joined: [181, 'point', 'message'], // entity group; a process; b frames that the joining took
  left: [182, 'point', 'message'], // entity group; a process; b LeaveReason
  joinRefused: [183, 'point', 'message'], // entity group; a process; b JoinRefusal
  replyQueued: [184, 'point', 'message'], // entity exchange; a replying process; b its rank among the replies
  gotReply: [185, 'point', 'message'], // entity exchange; a replying process, -1 after the time-out; b its rank
  repliesFlushed: [186, 'point', 'message'], // entity exchange; a how many the next Send discarded
  duplicateReply: [187, 'point', 'packet'], // entity frame; a host: this member's reply is here already
  logged: [188, 'point', 'message'], // entity process; a place in its log; b string: what it delivered there
  // control of processes ----------------------------------------------------------------------------
  controlAsked: [248, 'point', 'message'], // entity exchange; a process or group, -1 unknown; b ControlOp
  controlled: [249, 'point', 'message'], // entity exchange; a process that it was done to; b ControlOp
  // a search by a group -----------------------------------------------------------------------------
  searchBegun: [250, 'point', 'message'], // entity process; a cities; b string: the map, x and y of each, a hex digit each
  expanded: [251, 'point', 'message'], // entity process; a part; b nodes that it looked at in it
  boundKnown: [252, 'point', 'message'], // entity process; a length of a tour; b 1 found it, 0 heard of it
  searchEnded: [253, 'point', 'message'], // entity process; a length; b string: the tour that it takes for the shortest
  jobEnded: [254, 'point', 'message'], // entity process that destroyed a job and takes it for gone; a group; b kernels that answered
  // logs --------------------------------------------------------------------------------------------
  logAppended: [290, 'point', 'message'], // entity log; a record's number, from 1; b string: what it says; in memory
  logForced: [291, 'point', 'message'], // entity log; a record's number; b string: its writer waits until it is on the disk
  logWritten: [292, 'point', 'message'], // entity log; a record's number: it and all before it are on the disk
  logFound: [293, 'point', 'message'], // entity log; a record's number; b string: read back from the disk
  // atomic commitment -------------------------------------------------------------------------------
  commitBegun: [300, 'point', 'message'], // entity branch, the coordinator's; a participants
  voted: [301, 'point', 'message'], // entity branch; a Vote
  decided: [302, 'point', 'transaction'], // entity branch; a 0 abort, 1 commit; b DecidedBy
  recordOf: [303, 'point', 'packet'], // entity branch; a number of a record of its log; b CommitRecord
  inquired: [304, 'point', 'message'], // entity branch; a process that is asked how it was decided
  recovered: [305, 'point', 'message'], // entity branch; a state that the log has it in, of BRANCH_STATES
  forgotten: [306, 'point', 'message'], // entity branch, the coordinator's: nobody will ask any more
  lockAwaited: [310, 'point', 'message'], // entity lock; a process that waits for it; b requests that wait now
  lockGranted: [311, 'point', 'message'], // entity lock; a process that waited and has its turn now
  lockWaitsFor: [483, 'point', 'message'], // entity lock; a number of the transaction that waits; b of the one that has it
  itemSeen: [312, 'point', 'message'], // entity lock; a process that is told what it guards
  ...COPY_KINDS,
  // names -------------------------------------------------------------------------------------------
  nameHeld: [220, 'point', 'message'], // entity process; a name; b 1 its manager from now on, 0 no more
  nameAnswered: [221, 'point', 'message'], // entity process; a name; b 0 says that it has it, 1 opens it
  nameSought: [222, 'point', 'message'], // entity process; a name; b 0 goes where its hint says, 1 asks who has it
  nameOpened: [223, 'point', 'message'], // entity process; a name; b 0 failed, 1 opened, 2 its hint was out of date
  // pages of files ----------------------------------------------------------------------------------
  passBegun: [320, 'point', 'message'], // entity process; a pass through its file, from 1
  readBegun: [321, 'point', 'message'], // entity process; a file * 65536 + page
  readDone: [322, 'point', 'message'], // entity process; a file * 65536 + page; b hash of what it got
  writeBegun: [323, 'point', 'message'], // entity process; a file * 65536 + page; b hash of what is to be in it
  writeDone: [324, 'point', 'message'], // entity process; a file * 65536 + page; b hash of what was answered for
  cacheHit: [325, 'point', 'message'], // entity process; a block; b 1 it was fetched ahead, and this is its first use
  cacheMiss: [326, 'point', 'message'], // entity process; a block
  fetchedAhead: [327, 'point', 'message'], // entity process; a block that nobody asked for yet
  blockEvicted: [328, 'point', 'packet'], // entity process; a block that made room for another
  blockDirty: [329, 'point', 'message'], // entity process; a block whose bytes are newer in memory
  blockClean: [330, 'point', 'message'], // entity process; a block that was written back
  requestRefused: [520, 'point', 'message'], // entity process, a server; a the transaction, file or version it was about; b string: what, and why
  pageRefused: [480, 'point', 'message'], // entity process, a server; a file * 65536 + page; b PageRefusal
  mapRead: [481, 'point', 'message'], // entity process, a server; a blocks that it read before it served; b FilesRecovery
  inodeRedone: [482, 'point', 'message'], // entity process, a server; a file; b pages that it has
  // whole files in clients' caches ------------------------------------------------------------------
  fileOpening: [331, 'point', 'message'], // entity process; a file
  fileOpened: [332, 'point', 'message'], // entity process; a file; b version that it got
  fileBytes: [333, 'point', 'message'], // entity process; a file; b hash of what an open gave it
  fileSaving: [334, 'point', 'message'], // entity process; a file; b hash of what is to be in it
  fileSaved: [335, 'point', 'message'], // entity process; a file; b version that it was told
  fileCommitted: [336, 'point', 'message'], // entity process, a server; a file; b version that it has from now on
  fileChecking: [337, 'point', 'message'], // entity process; a file; b version of its copy
  promiseGiven: [338, 'point', 'message'], // entity process, a server; a process that will be told; b file
  promiseBroken: [339, 'point', 'message'], // entity process, a server; a process that was told, or is dead; b file
  believes: [340, 'point', 'message'], // entity process; a file; b 1 it relies on being told of changes, 0 no more
  // a parallel make ---------------------------------------------------------------------------------
  ...PARALLEL_KINDS,
  // machines that are asked for ---------------------------------------------------------------------
  hostOffered: [224, 'point', 'message'], // entity process, a program manager; a its load; b number of the program it would take, negative where it is not willing
  hostChosen: [225, 'point', 'message'], // entity process, a user's; a the program manager's process, -1 unknown; b number of the program
  programStarted: [226, 'point', 'message'], // entity process, a program manager; a number of the program; b its load before
  programEnded: [227, 'point', 'message'], // entity process, a program manager; a number of the program; b how many are left
} as const satisfies Record<string, readonly [number, Role, Layer]>

export type KindName = keyof typeof table
export const Kind = Object.fromEntries(
  Object.entries(table).map(([name, row]) => [name, row[0]]),
) as { readonly [K in KindName]: (typeof table)[K][0] }

const infos: KindInfo[] = []
for (const [name, row] of Object.entries(table)) {
  infos[row[0]] = { id: row[0], name: name as KindName, role: row[1], layer: row[2] }
}

/** What a kind means; undefined for a change of state or a number that is no kind. */
export function kindInfo(kind: number): KindInfo | undefined {
  return infos[kind]
}

export const Action = {
  lose: 1,
  corrupt: 2,
  delay: 3,
  duplicate: 4,
  crash: 5,
  reboot: 6,
  slow: 7,
  pause: 8,
  cut: 9,
  heal: 10,
  destroy: 11,
  pin: 12,
  /** A block of a disk; the whole disk; another in its place; a processor, with the power left on. */
  decay: 20,
  wreck: 21,
  replace: 22,
  halt: 23,
  /** The next write of a disk. */
  tear: 24,
} as const
export type ActionName = keyof typeof Action

export { Exit, MigrationEnd } from './kinds-programs.ts'
export {
  CleanupRule,
  DiskEnd,
  RecoveryFound,
  StableResult,
  TransactionEnd,
} from './kinds-storage.ts'
export { DirectoryMode, VersionEnd, VersionRead } from './kinds-versions.ts'
export const EndReason = {
  quiescent: 0,
  time: 1,
  eventsAtOneInstant: 2,
  eventBudget: 3,
  timeBudget: 4,
  assertion: 5,
} as const
export {
  type Outcome,
  outcomeOf,
  SendResult,
  type SendResultName,
  sendResultName,
} from './send-results.ts'
/** Why nobody took a job. */
export const JobRefusal = {
  unknown: 0,
  serverSilent: 1,
  noneNamed: 2,
  processorSilent: 3,
  queueSilent: 4,
} as const
/** Why a virtual processor has no machine for its job. */
export const NoMachine = { serverSilent: 0, noneKnown: 1, noRoom: 2 } as const
/** What a file server's start read: every inode, or what was to be done again. */
export const FilesRecovery = { scan: 0, replay: 1 } as const
/** Why a page is not read or written. */
export const PageRefusal = {
  noSuchFile: 0,
  noSuchPage: 1,
  diskFull: 2,
  unreadable: 3,
  refused: 4,
} as const
/** What a kernel is asked to do with a process. */
export const ControlOp = { suspend: 1, resume: 2, destroy: 3, query: 4 } as const
export const DestroyReason = { exit: 0, destroyed: 1, crash: 2, failure: 3, moved: 4 } as const
/** How a MoveTo or a MoveFrom ended. */
export const MoveResult = {
  done: 0,
  refused: 1,
  noSuchProcess: 2,
  noAnswer: 3,
  notBlocked: 4,
  destroyed: 5,
  crashed: 6,
} as const
export type MoveResultName = keyof typeof MoveResult
/** Why a kernel does not touch a segment. */
export const MoveRefusal = {
  notBlocked: 1,
  noGrant: 2,
  wrongRight: 3,
  outsideSegment: 4,
  outsideMemory: 5,
  tooLong: 6,
} as const
export type MoveRefusalName = keyof typeof MoveRefusal
/** Which bytes a content record has hashed: of a move or a Reply, and of the first part that went with a Send. */
export const ContentSide = { source: 0, destination: 1, sent: 2, taken: 3 } as const
/** A participant's answer to PREPARE. */
export const Vote = { no: 0, yes: 1, readOnly: 2 } as const
/** How a machine came to know a transaction's outcome. */
export const DecidedBy = {
  /** The coordinator, by the votes. */
  votes: 0,
  /** The coordinator told it, by itself or when asked. */
  coordinator: 1,
  /** Another participant knew. */
  participant: 2,
  /** It had promised nothing and was free to abort. */
  itself: 3,
  /** The log has nothing of it: so it was aborted. */
  presumption: 4,
  /** It had voted yes and would not wait any longer. */
  impatience: 5,
  log: 6,
} as const
/** What a log has of a transaction. */
export const CommitRecord = { prepared: 1, commit: 2, abort: 3, end: 4 } as const
export const FrameOutcome = { sent: 0, abandoned: 1, powerLost: 2 } as const
export const IgnoreReason = {
  oldSequence: 1,
  nobodyWaits: 2,
  noSuchProcess: 3,
  staleIncarnation: 4,
  checksum: 5,
  notMine: 6,
  outOfOrder: 20,
  /** A multicast that the interface let through for a group without members here. */
  noMember: 7,
} as const
export const LeaveReason = { left: 0, destroyed: 1, crash: 2 } as const
export const JoinRefusal = { anotherUser: 1, noSuchGroup: 2, alreadyMember: 3 } as const
export const DamageReason = {
  collision: 1,
  bitError: 2,
  corrupted: 3,
  cutShort: 4,
  ownTransmission: 5,
} as const
export const LossReason = { intervention: 1, rate: 2, powerOff: 3, cut: 4 } as const
/** What the client of work of several writes knows at its end. */
export const WorkEnd = { done: 0, aborted: 1, interrupted: 2 } as const
