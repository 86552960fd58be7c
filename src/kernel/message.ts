/**
 * A message of the V kernel: always 32 bytes. Words as the programs here use them: a request code, a value, and
 * 24 bytes of text, the last two words of which say what segment is granted, if any. Programs never share one:
 * what is sent is what was in it at the Send.
 */
export const MESSAGE_BYTES = 32
const TEXT_BYTES = 24
const GRANT_BYTES = 8

/** What the receiver may do with one segment of the sender's memory until it has replied. */
export interface Grant {
  readonly rights: Rights
  /** Address in the sender's memory, and bytes. */
  readonly start: number
  readonly length: number
}
export type Rights = 'read' | 'write' | 'both'
export const RIGHTS: Readonly<Record<Rights, number>> = { read: 1, write: 2, both: 3 }

export interface Message {
  readonly code: number
  readonly value: number
  readonly text: string
  readonly grant: Grant | null
}

/** Request codes of the programs here; a reply carries a result code. */
export const Request = {
  areYouAlive: 1,
  list: 2,
  run: 3,
  read: 4,
  write: 5,
  add: 6,
  other: 7,
  /** A page of a file into, or out of, a granted segment; the value is the block. */
  readPage: 10,
  writePage: 11,
  loadProgram: 12,
  /** Names and their managers: the value is a name, or a set of them, a bit each. */
  whoHas: 60,
  open: 61,
  giveUp: 62,
  take: 63,
  register: 64,
  /** Program managers and what asks them: the value is a time in ms, or a machine’s load. */
  whoIsWilling: 65,
  start: 66,
  finished: 67,
  status: 68,
  whichHost: 69,
  /** A search in parts: the value is a part, or the best that is known. */
  work: 70,
  bound: 71,
  /** One more program of the owner’s, or one less, −1; a place held for a program, by its number, or for none. */
  owners: 103,
  hold: 104,
  /** Transactions: the value is the transaction's number. */
  begin: 120,
  update: 121,
  commit: 122,
  prepare: 123,
  commitNow: 124,
  abortNow: 125,
  inquire: 126,
  doYouKnow: 127,
  acknowledge: 128,
  readItem: 129,
  /** Between a participant and the process that waits for it. */
  watch: 130,
  stillOpen: 131,
  giveUpWaiting: 132,
  settled: 133,
  /** Replies of transactions: votes, outcomes, and that one cannot say. */
  yes: 134,
  no: 135,
  readOnly: 136,
  committed: 137,
  aborted: 138,
  undecided: 139,
  /** Copies of a file: the value is a version, the text what is in it. */
  readCopy: 170,
  whichVersion: 171,
  storeCopy: 172,
  fetchCopy: 173,
  passOnCopy: 174,
  changeFile: 175,
  /** To whoever serialises the writers: which version is committed? */
  whatIsCommitted: 176,
  /** Between a server of a copy and its courier. */
  errand: 177,
  errandDone: 178,
  /** The reply: not before it has caught up. */
  notCurrent: 179,
  /** The value is a time, µs since the run began: of the replier's clock, or one to set it to. */
  whatTime: 105,
  setClock: 106,
  /** Delayed writes that are due: the answer is when the next will be, µs from then. */
  writeDue: 140,
  /** A page on stable storage: the value is what it is to hold. */
  stablePut: 110,
  stableGet: 111,
  cleanup: 112,
  /** Numbers in files: the value is a file, or the number to put into the file that the text names. */
  getNumber: 160,
  putNumber: 161,
  sync: 162,
  /** Of a transaction, by its own client. */
  abort: 163,
  /** Whole files and copies of them: the value is file * 65536 + version, the text who is to be told of changes. */
  fetchFile: 141,
  checkFile: 142,
  storeFile: 143,
  breakPromise: 144,
  serverRestarted: 145,
  /** To the process that keeps a machine’s promises: it has one, or is there one. */
  notePromise: 146,
  askPromise: 147,
  /** Files that never change: the value is a version, or the bytes of one that is to be; the text says which part. */
  createVersion: 180,
  writePart: 181,
  commitVersion: 182,
  readPart: 183,
  checkVersion: 184,
  destroyVersion: 185,
  /** The value is a name; or a version that the name in the text is to denote, 0 for none. */
  lookUp: 186,
  link: 187,
  /** By the server's own attendants: what memory alone has goes to the disk, a version to be copied, an hour is over. */
  sweep: 188,
  whatToCopy: 189,
  touch: 190,
  age: 191,
  /** Programs on other machines. The value is a program, its creator, a process, a name, a file, or one that is open. */
  runThere: 240,
  awaitStart: 241,
  whatIsCalled: 242,
  openFor: 243,
  readLine: 244,
  showLine: 245,
  exited: 246,
  waitForEnd: 247,
  kill: 248,
  foreground: 249,
  writeLine: 250,
  interrupt: 251,
  /** A parallel make: the value is the file that is made, or the job that was asked after last. */
  buildWork: 200,
  whoIsOut: 201,
  isGone: 202,
  /** To a file server, and to a master: when was this file written, is all made, and make it again. */
  whenWritten: 280,
  awaitMade: 281,
  makeAgain: 282,
  /** A pipeline: the value is how many records. */
  putRecords: 203,
  getRecords: 204,
  endOfStream: 205,
  readerGone: 206,
  /** By whoever looks after a pipe: has its writer or its reader been missed; the writer is silent. */
  whoIsMissed: 305,
  writerSilent: 306,
  /** A directory of two servers: the value is a name, how many swaps there are, or how many updates there have been. */
  lookUpSet: 192,
  swapNames: 193,
  intend: 194,
  joinPartner: 195,
  /** Between a server and the process that speaks to its partner: what came of it, and what is to be done next. */
  whatToTell: 196,
  waitABit: 197,
  /** A program that moves: the value is its size in KB, its process, or the number of its state. */
  makeRoom: 252,
  readyForPages: 253,
  takeOver: 254,
  isItThere: 255,
  whichProgram: 256,
  moveAway: 257,
  /** The reply's value: by what number it can be asked what became of the move. */
  takeTicket: 285,
  /** Of a stream: whoever wrote it has stopped, and not at its end. */
  streamCut: 287,
  /** To a machine’s manager: run this job, the value being its file; has it ended, or what became of it? */
  runJob: 290,
  jobEnded: 291,
  whatBecame: 292,
  /** By a run server’s poller, whether anybody has asked in the last ms that the value says; to it, that somebody has. */
  anyAsked: 293,
  /** To a master: this file cannot be made; and nothing was edited, so nothing is to be made again. */
  jobFailed: 307,
  notEdited: 308,
} as const
const WORDS: Readonly<Record<number, string>> = {
  [Request.areYouAlive]: 'are you alive',
  [Request.list]: 'list',
  [Request.run]: 'run',
  [Request.read]: 'read',
  [Request.write]: 'write',
  [Request.add]: 'add',
  [Request.other]: 'message',
  [Request.readPage]: 'read page',
  [Request.writePage]: 'write page',
  [Request.loadProgram]: 'load program',
  [Request.whoHas]: 'who has the name',
  [Request.open]: 'open',
  [Request.giveUp]: 'give up names',
  [Request.take]: 'take names',
  [Request.register]: 'register names',
  [Request.whoIsWilling]: 'who is willing',
  [Request.start]: 'start a program',
  [Request.finished]: 'program finished',
  [Request.status]: 'how busy are you',
  [Request.whichHost]: 'which host',
  [Request.work]: 'give me work',
  [Request.bound]: 'best so far',
  [Request.owners]: 'programs of the owner',
  [Request.hold]: 'hold a place',
  [Request.begin]: 'begin transaction',
  [Request.update]: 'update',
  [Request.commit]: 'commit transaction',
  [Request.prepare]: 'prepare',
  [Request.commitNow]: 'commit',
  [Request.abortNow]: 'abort',
  [Request.inquire]: 'how was it decided',
  [Request.doYouKnow]: 'do you know',
  [Request.acknowledge]: 'acknowledge',
  [Request.readItem]: 'read item',
  [Request.watch]: 'watch transaction',
  [Request.stillOpen]: 'is it still open',
  [Request.giveUpWaiting]: 'wait no longer',
  [Request.settled]: 'watch ended',
  [Request.yes]: 'yes',
  [Request.no]: 'no',
  [Request.readOnly]: 'read only',
  [Request.committed]: 'committed',
  [Request.aborted]: 'aborted',
  [Request.undecided]: 'undecided',
  [Request.readCopy]: 'read copy',
  [Request.whichVersion]: 'which version',
  [Request.storeCopy]: 'store version',
  [Request.fetchCopy]: 'fetch copy',
  [Request.passOnCopy]: 'pass version on',
  [Request.changeFile]: 'change the file',
  [Request.whatIsCommitted]: 'what is committed',
  [Request.errand]: 'errand',
  [Request.errandDone]: 'errand done',
  [Request.notCurrent]: 'not current',
  [Request.whatTime]: 'what time is it',
  [Request.setClock]: 'set the clock',
  [Request.writeDue]: 'write what is due',
  [Request.stablePut]: 'put the page',
  [Request.stableGet]: 'get the page',
  [Request.cleanup]: 'compare the copies',
  [Request.getNumber]: 'get number',
  [Request.putNumber]: 'put number',
  [Request.sync]: 'write the cache',
  [Request.abort]: 'abort transaction',
  [Request.fetchFile]: 'fetch file',
  [Request.checkFile]: 'is my copy current',
  [Request.storeFile]: 'store file',
  [Request.breakPromise]: 'your copy is old',
  [Request.serverRestarted]: 'I have restarted',
  [Request.notePromise]: 'note a promise',
  [Request.askPromise]: 'does the promise hold',
  [Request.createVersion]: 'create version',
  [Request.writePart]: 'write part',
  [Request.commitVersion]: 'commit version',
  [Request.readPart]: 'read part',
  [Request.checkVersion]: 'has it changed',
  [Request.destroyVersion]: 'destroy version',
  [Request.lookUp]: 'look up name',
  [Request.link]: 'let name denote',
  [Request.sweep]: 'sweep',
  [Request.whatToCopy]: 'what is to be copied',
  [Request.touch]: 'it is in use',
  [Request.age]: 'an hour is over',
  [Request.runThere]: 'run this program',
  [Request.awaitStart]: 'loaded, may I begin',
  [Request.whatIsCalled]: 'what is called so',
  [Request.openFor]: 'open the file',
  [Request.readLine]: 'read a line',
  [Request.showLine]: 'show a line',
  [Request.exited]: 'program ended',
  [Request.waitForEnd]: 'wait for its end',
  [Request.kill]: 'end the program',
  [Request.foreground]: 'who is in front',
  [Request.writeLine]: 'write a line',
  [Request.interrupt]: 'interrupt',
  [Request.buildWork]: 'give me a job',
  [Request.whoIsOut]: 'who has a job',
  [Request.isGone]: 'its processor is gone',
  [Request.putRecords]: 'put records',
  [Request.getRecords]: 'get records',
  [Request.endOfStream]: 'end of stream',
  [Request.readerGone]: 'the reader is gone',
  [Request.whoIsMissed]: 'who is missed',
  [Request.writerSilent]: 'the writer is silent',
  [Request.lookUpSet]: 'look up name',
  [Request.swapNames]: 'swap names',
  [Request.intend]: 'intention',
  [Request.joinPartner]: 'I am here',
  [Request.whatToTell]: 'what is to be told',
  [Request.waitABit]: 'wait a little',
  [Request.makeRoom]: 'make room',
  [Request.readyForPages]: 'ready for pages',
  [Request.takeOver]: 'take over',
  [Request.isItThere]: 'is it there',
  [Request.whichProgram]: 'which program is it',
  [Request.moveAway]: 'move it away',
  [Request.takeTicket]: 'will you take it',
  [Request.streamCut]: 'broken off',
  [Request.runJob]: 'run this job',
  [Request.jobEnded]: 'the job has ended',
  [Request.whatBecame]: 'what became of my job',
  [Request.anyAsked]: 'has anybody asked',
  [Request.jobFailed]: 'it cannot be made',
  [Request.notEdited]: 'nothing is edited',
}
/** By the code in the message; numbers that no request has are ''. */
export const REQUEST_NAMES: readonly string[] = Array.from(
  { length: Math.max(...Object.values(Request)) + 1 },
  (_, code) => WORDS[code] ?? '',
)
export const Result = {
  ok: 100,
  refused: 101,
  retry: 102,
  killed: 103,
  noSuchFile: 265,
  noSuchPage: 266,
  diskFull: 267,
  unreadable: 268,
  /** It concerns something that this life of the machine knows nothing of. */
  unheardOf: 286,
  /** No more comes, and it was not the end. */
  cutOff: 288,
  /** It was tried and cannot be done. */
  failed: 309,
} as const

export function message(code: number, value = 0, text = '', grant: Grant | null = null): Message {
  const room = grant ? TEXT_BYTES - GRANT_BYTES : TEXT_BYTES
  return Object.freeze({
    code,
    value: value | 0,
    text: text.slice(0, room),
    grant: grant && Object.freeze({ ...grant }),
  })
}

/** Writes a message's 32 bytes; characters beyond ASCII become question marks. */
export function encodeMessage(from: Message, into: Uint8Array, at: number): void {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength)
  view.setUint32(at, from.code)
  view.setInt32(at + 4, from.value)
  for (let i = 0; i < TEXT_BYTES; i++) {
    const unit = i < from.text.length ? from.text.charCodeAt(i) : 0
    into[at + 8 + i] = unit < 128 ? unit : 63
  }
  if (!from.grant) return
  into[at] = RIGHTS[from.grant.rights]
  view.setUint32(at + MESSAGE_BYTES - GRANT_BYTES, from.grant.start)
  view.setUint32(at + MESSAGE_BYTES - GRANT_BYTES + 4, from.grant.length)
}
