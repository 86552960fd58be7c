/** The vocabulary of files that never change, and of the names that lead to them; kinds.ts has it among all the others. */
export const VERSION_KINDS = {
  // versions of files: an identifier is of a server and a number, see services/immutable-store/identifiers.ts
  storeMounted: [390, 'point', 'message'], // entity process, a server; a versions that it has found on its disk
  versionFound: [391, 'point', 'message'], // entity process, a server; a version on its disk
  versionCommitted: [392, 'point', 'transaction'], // entity process, a server; a version; b 1 on the disk, 0 in memory alone
  versionOnDisk: [393, 'point', 'message'], // entity process, a server; a version that was in memory alone
  versionGone: [394, 'point', 'message'], // entity process, a server; a version; b VersionEnd
  versionMissing: [395, 'point', 'message'], // entity process, a server; a version that it was asked for and has not
  versionPart: [396, 'point', 'signal'], // entity process that sees it; a version * 16 + part; b hash of the bytes
  nameLinked: [397, 'point', 'transaction'], // entity process, a server; a name; b the version it denotes, 0 none
  versionReading: [398, 'point', 'message'], // entity process; a version, 0 the name denotes none; b name
  versionRead: [399, 'point', 'message'], // entity process; a version; b VersionRead
  saveBegun: [400, 'point', 'message'], // entity process; a save's number; b name
  savePart: [401, 'point', 'signal'], // entity process; a save's number * 16 + part; b hash of the bytes
  saveEnded: [402, 'point', 'transaction'], // entity process; a save's number; b version, 0 it was not saved
  keepsAlike: [403, 'point', 'message'], // entity process; a version: what it sends next keeps a copy like the others
  // a directory of two servers ------------------------------------------------------------------------
  basedOn: [404, 'point', 'message'], // entity process, an editor; a version; b the version that it was made from, 0 none
  intentionKept: [405, 'point', 'transaction'], // entity process, a server; a how many updates; b 1 of its own client, 0 of its partner
  rolledForward: [406, 'point', 'message'], // entity process, a server; a how many updates; b 1 after a start
  swapRefused: [407, 'point', 'message'], // entity process, a server; a name; b the version it denotes
  directoryMode: [408, 'point', 'transaction'], // entity process, a server; a DirectoryMode; b how many updates
  partnerSilent: [409, 'point', 'message'], // entity process, a server: its partner does not answer
} as const

/** Why a version is no more. */
export const VersionEnd = { destroyed: 0, collected: 1, neverCommitted: 2 } as const
export const VersionRead = { failed: 0, whole: 1, ownCopy: 2 } as const
/** Of a directory server: it needs its partner before it serves, serves alone, or as one of two. */
export const DirectoryMode = { waits: 0, oneCopy: 1, twoCopies: 2 } as const
