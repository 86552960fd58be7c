/** Programs on other machines, and programs that move: what `entity`, `a` and `b` hold is said beside each. */
import type { Layer } from './record.ts'

export const PROGRAM_KINDS = {
  environmentMade: [450, 'point', 'message'], // entity process, the guest's first; a process that made it; b its logical host
  programLoaded: [451, 'point', 'message'], // entity process; a bytes
  programBegun: [452, 'point', 'transaction'], // entity process; a process that it works for; b user it works for
  environmentCleared: [453, 'point', 'message'], // entity process that cleared it away; a its logical host; b processes that were left in it
  programExited: [454, 'point', 'transaction'], // entity process; a 0 well, else why not; b lines that it wrote
  nameResolved: [455, 'point', 'message'], // entity process that keeps names; a process that asked; b file that is called so here
  lineShown: [456, 'point', 'message'], // entity process with a screen; a process whose line it is; b string
  openedFor: [457, 'point', 'message'], // entity process that keeps files; a process that asked; b user, negative where it may not
  lineRead: [458, 'point', 'message'], // entity process that keeps files; a process that reads; b user whose open file it is
  lineWritten: [459, 'point', 'message'], // entity process that keeps files; a process that writes; b lines of the file by now
  // programs that move
  migrationBegun: [460, 'point', 'transaction'], // entity process, the environment's first; a process that takes it; b pages
  roundBegun: [461, 'point', 'message'], // entity process; a which round, from 1, 0 while frozen; b pages to be copied
  roundEnded: [462, 'point', 'message'], // entity process; a which round; b pages that have been written meanwhile
  guestFrozen: [463, 'point', 'transaction'], // entity process; a pages not copied yet; b hash of its memory
  guestThawed: [464, 'point', 'transaction'], // entity process, the copy that goes on; a 1 on a new machine, 0 where it was; b hash of its memory
  stateTaken: [465, 'point', 'message'], // entity process; a bytes of kernel state; b messages and answers in it
  migrationEnded: [466, 'point', 'transaction'], // entity process; a MigrationEnd
  rebound: [467, 'point', 'packet'], // entity host; a logical host; b 0 it has said where it is, 1 it was not found there and is sought everywhere
  countHeard: [468, 'point', 'message'], // entity process; a how many it has sent; b the count that it was answered, -1 none
  moveInDoubt: [510, 'point', 'transaction'], // entity process; a process that was to take its program; b how often it has asked
  movePutOff: [512, 'point', 'message'], // entity move; a host: whose memory it is about is frozen
  memberPutOff: [546, 'point', 'message'], // entity exchange, a Send to a group; a process, a member next door that is frozen
  putOffFrozen: [469, 'point', 'packet'], // entity frame; a host: for a frozen process, not taken in
} as const satisfies Record<string, readonly [number, 'point' | 'open' | 'close', Layer]>

/** How a program ended: well; a file was not its user's; it could not be fetched; somebody it needs is gone. */
export const Exit = { well: 0, notAllowed: 1, notLoaded: 2, lostTouch: 3 } as const

/** What became of a move: it runs there; it runs on where it was; nobody can say, and it is given up. */
export const MigrationEnd = { moved: 0, stayed: 1, lost: 2 } as const
