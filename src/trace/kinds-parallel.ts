/** Kinds of jobs that many processors share; rows as in kinds.ts. */
export const PARALLEL_KINDS = {
  makeBegun: [410, 'point', 'message'], // entity process, a master; a jobs; b string: the goal
  fileNamed: [411, 'point', 'signal'], // entity process, a master; a file; b string: its name
  fileNeeds: [412, 'point', 'signal'], // entity process, a master; a file; b file that must be there before
  jobKnown: [413, 'point', 'signal'], // entity process, a master; a file that a job makes; b ms that its recipe takes
  jobReady: [414, 'point', 'packet'], // entity process, a master; a file: all that it needs is there
  jobGiven: [415, 'point', 'message'], // entity process, a master; a process that is to make the file b
  jobOpen: [416, 'open', 'message'], // entity operation of a builder; a file; b string: its name
  jobClose: [417, 'close', 'message'], // entity operation of a builder; a 1 made, 0 given up; b sum of what is in the file
  inputOpened: [418, 'point', 'packet'], // entity process, a builder; a file that it begins to read
  inputRead: [419, 'point', 'packet'], // entity process, a builder; a file; b sum of what it read
  jobDone: [420, 'point', 'message'], // entity process, a master; a process that has made the file b
  jobLost: [421, 'point', 'message'], // entity process, a master; a process that is gone and had the file b
  makeEnded: [422, 'point', 'transaction'], // entity process, a master; a jobs that are done: all
  programRead: [423, 'point', 'message'], // entity process, a master; a files that came out; b sum of what is in them
  fileTouched: [500, 'point', 'transaction'], // entity process, an editor; a file that it has written; b sum of what is in it now
  writtenAt: [501, 'point', 'packet'], // entity process, a master; a file; b ms at which its server wrote it last; 0: it does not know of any
  jobStale: [502, 'point', 'packet'], // entity process, a master; a file to be made again; b what it is older than, or what is made again before it
  remakeBegun: [503, 'point', 'message'], // entity process, a master; a jobs to be done again; b jobs whose files stay as they are
  remakeEnded: [504, 'point', 'transaction'], // entity process, a master; a jobs that were done again
  // a parallel make on virtual processors
  jobPlaced: [530, 'point', 'message'], // entity process, a virtual processor; a process, the manager of a machine that is to run the job of the file b
  machineGone: [531, 'point', 'message'], // entity process, a virtual processor; a process, the manager of a machine that is gone with the job of the file b
  jobReturned: [532, 'point', 'message'], // entity process, a master; a process that gives the job of the file b back: its machine is gone
  jobTaken: [534, 'point', 'message'], // entity process, the manager of a machine; a jobs that the machine has by now; b file of the one that it has taken
  noMachine: [533, 'point', 'message'], // entity process, a virtual processor that waits and asks again; a file; b why: 0 the run server is silent, 1 it knows of none, 2 the machine named has no room
  jobFailed: [548, 'point', 'message'], // entity process, a master; a process that says that the file b cannot be made
  makeFailed: [549, 'point', 'transaction'], // entity process, a master whose last job that was out has ended; a jobs that are done; b jobs that will not be
  // a pipeline
  recordTaken: [424, 'point', 'packet'], // entity process, a stage; a record; b hash of what is in it
  recordPassed: [425, 'point', 'message'], // entity process, a stage; a record that it is done with; b hash of what is in it
  pipeLevel: [426, 'point', 'packet'], // entity process, a pipe; a records in it; b records that it has room for
  streamEnded: [427, 'point', 'transaction'], // entity process, a stage; a records that it had; b its place, from 1
  pipeBroken: [428, 'point', 'transaction'], // entity process, a stage that stops; a records that it had passed on; b 0 its reader is gone, 1 it has no answer
  streamCut: [511, 'point', 'transaction'], // entity process, a stage whose writer stopped before the end; a records that it had; b its place, from 1
  writerSilent: [545, 'point', 'transaction'], // entity process, a pipe's watcher; a process, the writer that it takes for gone; b 0 there is no such process, 1 it has no answer
  readerMissing: [547, 'point', 'transaction'], // entity process, a pipe's watcher; a process, the reader that has ended
  stageKnown: [429, 'point', 'signal'], // entity process, a stage; a its time for a record, us; b its place, from 1
} as const
