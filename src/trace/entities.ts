/**
 * What a record can be about. Identity is hierarchical and local (`A.client/send3/SEND.2`), never a global
 * counter: a lost frame renumbers nothing else, so links, forks and comparisons keep their grip.
 */
export const EntityType = {
  run: 0,
  host: 1,
  processor: 2,
  interface: 3,
  process: 4,
  /** A message transaction: one Send and everything that belongs to it, `A.client/send3`. */
  exchange: 5,
  timer: 6,
  /** A packet and the frame that carries it, `A.client/send3/SEND.2`: its second copy. */
  frame: 7,
  /** One transmission attempt of a frame, `…/SEND.2/try1`. */
  attempt: 8,
  cable: 9,
  alien: 10,
  variable: 11,
  check: 12,
  kernel: 13,
  intervention: 14,
  /** A MoveTo or MoveFrom inside a message transaction, `A.client/send1/move1`. */
  move: 25,
  /** A process group; its parent is the run, for it is on no machine. */
  group: 40,
  /** One process's place in one group, `F1.server/files`. */
  membership: 41,
  disk: 30,
  /** A block of a disk that its program has given a name, `F/disk1/block12`. */
  block: 50,
  /** A write-ahead log; it outlives the process that writes it, `P1/log`. */
  log: 55,
  /** A transaction at one machine, `P1/T105`; the others' are called the same. */
  branch: 56,
  /** What one transaction at a time may use, `P1/x`. */
  lock: 57,
  /** What a program is about for a while, `S.store/put2`. */
  operation: 51,
  /** A transaction at its server, `F.server/T1`; a later life of the server takes up the same number. */
  transaction: 52,
  /** A replicated file on one machine: a server’s copy of it, `S1/copy`, or what a client makes of it, `A/file`. */
  copy: 145,
} as const
export type EntityType = (typeof EntityType)[keyof typeof EntityType]

/** A process hangs on its host by a dot, everything else on its parent by a slash. */
export function joinName(parent: string, type: EntityType, local: string): string {
  if (parent === '') return local
  return type === EntityType.process ? `${parent}.${local}` : `${parent}/${local}`
}
