/** The vocabulary of copies of a file; kinds.ts has it among all the others. */
export const COPY_KINDS = {
  copyReadBegun: [370, 'point', 'message'], // entity copy, the reader's; a copies that must answer
  copyReadEnded: [371, 'point', 'message'], // entity copy, the reader's; a version that it takes; b copies that answered
  copyReadRefused: [372, 'point', 'message'], // entity copy, the reader's; a copies that answered; b that must
  copyWriteBegun: [373, 'point', 'message'], // entity copy, the writer's; a copies that must store it
  copyWriteCommitted: [374, 'point', 'message'], // entity copy, the writer's; a version; b copies that stored it
  copyWriteRefused: [375, 'point', 'message'], // entity copy, the writer's or a client's; a copies that answered; b that must
  copyServed: [376, 'point', 'message'], // entity copy; a process that is told; b version
  copyStored: [377, 'point', 'message'], // entity copy; a version that is on the disk now
  copyFound: [378, 'point', 'message'], // entity copy; a version that a start finds on the disk; b CopyFound
  copyHeldBack: [379, 'point', 'message'], // entity copy; a process that is told nothing: it has not caught up
  copyCaughtUp: [380, 'point', 'message'], // entity copy; a version that it serves from now on
} as const

/** Whether all that a server ever stored of its copy can be on its disk; not where the disk is new, or a block bad. */
export const CopyFound = { whole: 0, forgotten: 1 } as const
