/** The vocabulary of disks and of what stands on them; kinds.ts has it among all the others. */
export const STORAGE_KINDS = {
  // blocks of disks
  blockNamed: [260, 'point', 'message'], // entity block; a its number; b string: what it is for
  contentNamed: [261, 'point', 'signal'], // entity block; a hash of bytes; b string: what they say there
  blockTorn: [262, 'point', 'message'], // entity disk; a block; b bytes of it that are new
  blockDecayed: [263, 'point', 'message'], // entity disk; a block; b hash of what is in it then
  diskLost: [264, 'point', 'transaction'], // entity disk: it answers no more
  diskReplaced: [265, 'point', 'transaction'], // entity disk: a new one, never written
  // stable storage ----------------------------------------------------------------------------------
  stablePutOpen: [266, 'open', 'transaction'], // entity operation; a page; b hash of the block as it will be
  stablePutClose: [267, 'close', 'transaction'], // entity operation; a StableResult
  stableGetOpen: [268, 'open', 'message'], // entity operation; a page
  stableGetClose: [269, 'close', 'message'], // entity operation; a StableResult; b hash of the block
  cleanupOpen: [270, 'open', 'transaction'], // entity operation; a how many pages
  cleanupRule: [271, 'point', 'message'], // entity operation; a page; b CleanupRule
  cleanupClose: [272, 'close', 'transaction'], // entity operation
  // transactions --------------------------------------------------------------------------------------
  transactionOpen: [273, 'open', 'transaction'], // entity transaction; a its number; b 0 begun, 1 taken up again
  transactionClose: [274, 'close', 'transaction'], // entity transaction; a TransactionEnd
  operated: [275, 'point', 'message'], // entity transaction; a page; b what is added
  intended: [276, 'point', 'message'], // entity transaction; a entry of its list, now stable; b hash of the page as it will be
  commitAsked: [277, 'point', 'transaction'], // entity transaction; a operations
  flagBegun: [278, 'point', 'transaction'], // entity transaction; a entries that its list is to have
  flagSet: [279, 'point', 'transaction'], // entity transaction: its flag is stable
  reported: [280, 'point', 'transaction'], // entity transaction; a TransactionEnd that its client is told
  carriedOut: [281, 'point', 'message'], // entity transaction; a entry; b hash of the page as it is
  recoveryOpen: [282, 'open', 'transaction'], // entity operation
  recoveryClose: [283, 'close', 'transaction'], // entity operation; a RecoveryFound; b transaction, 0 none
  balanceIs: [284, 'point', 'signal'], // entity transaction or operation; a page; b balance that it holds
} as const

/** How a disk's work on one request ended. */
export const DiskEnd = { done: 0, powerLost: 1, torn: 2, badChecksum: 3, diskLost: 4 } as const
export const StableResult = { done: 0, lost: 1 } as const
/** What Cleanup does about a page: copies are as they should be, one is written over the other, none is left. */
export const CleanupRule = { nothing: 0, firstToSecond: 1, secondToFirst: 2, bothBad: 3 } as const
export const TransactionEnd = { aborted: 0, committed: 1 } as const
/** What a start found: no list, one with its flag, which is carried out again, or one without, thrown away. */
export const RecoveryFound = { nothing: 0, replayed: 1, discarded: 2 } as const
