import type { Layer } from './record.ts'

/**
 * Changes of state: a record whose kind is CHANGE + field, with `a` the value before and `b` the value after.
 * They reverse, and are indexed by (entity, field), so the state of everything at a cursor is a binary search.
 */
export const CHANGE = 0x1000

export interface FieldInfo {
  readonly id: number
  readonly name: FieldName
  readonly layer: Layer
  readonly type: 'int' | 'enum' | 'entity' | 'string'
  readonly values?: readonly string[]
}

/**
 * The kernel's own process states (Cheriton's names). What an onlooker knows beyond them, whether a Send has
 * been Received at the far end, is the separate field `sendSeen`.
 */
export const PROCESS_STATES = [
  'none',
  'ready',
  'running',
  'receiving',
  'awaiting-reply',
  'delaying',
  'get-reply',
  'moving',
  'frozen',
  'suspended',
  'dead',
  'on-disk',
] as const
export type ProcessState = (typeof PROCESS_STATES)[number]
export const SEND_SEEN = ['none', 'send-blocked', 'reply-blocked'] as const
export const NIC_STATES = [
  'quiet',
  'deferring',
  'sending',
  'jamming',
  'backing-off',
  'off',
] as const
export const CPU_OWNERS = ['idle', 'kernel', 'user', 'off'] as const
export const ALIEN_STATES = ['free', 'queued', 'received', 'replied', 'forwarded'] as const
export const DISK_STATES = ['idle', 'seeking', 'rotating', 'transferring', 'off'] as const
export type DiskState = (typeof DISK_STATES)[number]
export const BLOCK_STATES = ['good', 'torn', 'decayed', 'blank', 'lost'] as const
/** A page of data, a line of an intentions list, a flag that decides, a record of a log. */
export const BLOCK_ROLES = ['page', 'intention', 'flag', 'log'] as const
export type BlockRole = (typeof BLOCK_ROLES)[number]
export type BlockState = (typeof BLOCK_STATES)[number]
/** Of a transaction at one machine: `prepared` has promised, and waits for the decision. */
export const BRANCH_STATES = ['none', 'active', 'prepared', 'committed', 'aborted'] as const
export type BranchState = (typeof BRANCH_STATES)[number]
/** Of a server’s copy of a file: `catching-up` answers nobody who wants to read it. */
export const COPY_STATES = ['away', 'catching-up', 'serving'] as const
export type CopyState = (typeof COPY_STATES)[number]

const table = {
  state: [1, 'message', 'enum', PROCESS_STATES], // process
  sendSeen: [2, 'message', 'enum', SEND_SEEN], // process: the onlooker's knowledge
  power: [3, 'transaction', 'enum', ['off', 'on']], // host
  incarnation: [4, 'transaction', 'int'], // host
  speed: [5, 'transaction', 'int'], // host, percent
  buffersUsed: [6, 'frame', 'int'], // interface
  nicState: [7, 'frame', 'enum', NIC_STATES], // interface
  cpuOwner: [8, 'packet', 'enum', CPU_OWNERS], // processor
  queueLength: [9, 'message', 'int'], // process: messages that wait for its Receive
  aliensUsed: [10, 'packet', 'int'], // kernel
  alienState: [11, 'packet', 'enum', ALIEN_STATES], // alien
  alienFor: [12, 'packet', 'entity'], // alien: the exchange it stands for
  value: [13, 'message', 'int'], // variable
  text: [14, 'message', 'string'], // variable
  retries: [15, 'packet', 'int'], // exchange
  transmitQueue: [16, 'frame', 'int'], // interface: frames that wait to be sent
  awaits: [17, 'message', 'entity'], // process: the exchange it is blocked on
  serving: [18, 'message', 'entity'], // process: the exchange it last Received and has not answered
  memberOf: [80, 'message', 'entity'], // membership: the group, -1 after leaving
  multicasts: [81, 'frame', 'int'], // interface: multicast addresses that its filter lets through
  tokenHeld: [90, 'message', 'enum', ['no', 'yes']], // process
  placeFor: [135, 'message', 'int'], // process, a place for a program: the program's number, 0 none
  freeKB: [225, 'message', 'int'], // process that keeps a processor's memory: KB that no job holds
  hostsAsGood: [226, 'message', 'int'], // process, a run server: hosts as good as the best when it was asked last
  suitability: [227, 'message', 'int'], // process, a run server: of the host that it named last, KIPS * KB
  pagesWritten: [180, 'signal', 'int'], // process, an environment's first: pages written since they were last copied
  diskState: [50, 'packet', 'enum', DISK_STATES], // disk
  diskQueue: [51, 'packet', 'int'], // disk: requests that wait
  blockState: [100, 'message', 'enum', BLOCK_STATES], // block
  blockContent: [101, 'message', 'int'], // block: hash of what is in it
  blockRole: [104, 'message', 'enum', BLOCK_ROLES], // block: what its program keeps there
  diskHealth: [102, 'transaction', 'enum', ['sound', 'lost']], // disk
  failed: [103, 'transaction', 'enum', ['no', 'yes']], // host: its processor, while its disks have power
  branchState: [115, 'message', 'enum', BRANCH_STATES], // branch
  lockHolder: [116, 'message', 'entity'], // lock: the branch that has it, -1 nobody
  lockWaiters: [117, 'message', 'int'], // lock: requests that wait for it
  logDurable: [118, 'message', 'int'], // log: the last record on the disk, 0 none
  logInMemory: [119, 'message', 'int'], // log: records that only memory has
  denotes: [150, 'message', 'int'], // copy: the version that a name denotes, or that a reader has; 0 none
  copyVersion: [145, 'message', 'int'], // copy: the version that is on the disk, 0 the one that it came with
  copyState: [146, 'message', 'enum', COPY_STATES], // copy
} as const satisfies Record<
  string,
  readonly [number, Layer, FieldInfo['type'], (readonly string[])?]
>

export type FieldName = keyof typeof table
export const Field = Object.fromEntries(
  Object.entries(table).map(([name, row]) => [name, row[0]]),
) as { readonly [K in FieldName]: (typeof table)[K][0] }

const infos: FieldInfo[] = []
for (const [name, row] of Object.entries(table)) {
  const values = row[3] as readonly string[] | undefined
  infos[row[0]] = {
    id: row[0],
    name: name as FieldName,
    layer: row[1],
    type: row[2],
    ...(values ? { values } : {}),
  }
}

export function fieldInfo(field: number): FieldInfo | undefined {
  return infos[field]
}
export function isChange(kind: number): boolean {
  return kind >= CHANGE
}
