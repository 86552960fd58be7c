/** The parts of a program that moves, as a document casts them. */
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { IN_DOUBT, taker } from './hand-over.ts'
import { beside } from './machine-owner.ts'
import { mover, oldServer, returningOwner, room, steadyClient } from './mover.ts'
import type { Arguments, Part } from './part.ts'

/** A program of a larger memory takes longer to move, and is watched longer. */
const MS_PER_KB = 6
const lasting = (args: Arguments) =>
  Math.round((args.number('workMs') + MS_PER_KB * args.number('kilobytes')) * 1e6)

const kilobytes = {
  type: 'number',
  default: 1024,
  says: 'address space of the program, KB',
} as const

const moverPart: Part = {
  name: 'mover',
  guests: ['counter', 'worker'],
  args: {
    taker: { type: 'process', says: 'who takes the program over' },
    room: { type: 'process', says: 'who has room for it' },
    kilobytes,
    workingSetKB: { type: 'number', default: 64, says: 'what it writes again and again, KB' },
    dirtyKBps: { type: 'number', default: 50, says: 'what it writes in a second, KB' },
    workMs: { type: 'number', default: 2000, says: 'it computes so long, ms, and 6 ms a KB' },
    method: {
      type: 'word',
      words: ['pre-copy', 'freeze-and-copy'],
      says: 'copied while it runs, or while it is frozen',
    },
    roundsMax: { type: 'number', default: 3, says: 'rounds before it is frozen' },
    pauseMs: { type: 'number', default: 10, says: 'pause after 8 KB, while it runs, ms' },
    rest: {
      type: 'word',
      default: 'copied',
      words: ['copied', 'left'],
      says: 'what becomes of the pages that are written last',
    },
    oldCopy: {
      type: 'word',
      default: 'deleted',
      words: ['deleted', 'kept'],
      says: 'what becomes of the copy that was left',
    },
    inDoubt: {
      type: 'word',
      default: 'asks',
      words: IN_DOUBT,
      says: 'what it does where it cannot know whether the program runs there',
    },
    answers: {
      type: 'word',
      default: 'move',
      words: ['move', 'stay'],
      says: 'whether what its kernel has answered goes along',
    },
    leansOn: { type: 'processes', says: 'a server that it asks now and then, or none' },
    stateMs: { type: 'number', default: 14, says: 'processor time for the kernel’s state, ms' },
    eachMs: { type: 'number', default: 9, says: 'and for each process and address space, ms' },
  },
  create: (args) =>
    mover(
      {
        taker: args.process('taker'),
        room: args.process('room'),
        kilobytes: args.number('kilobytes'),
        method: args.word('method'),
        roundsMax: args.number('roundsMax'),
        pauseNs: Math.round(args.number('pauseMs') * 1e6),
        rest: args.word('rest') === 'copied',
        oldCopy: args.word('oldCopy'),
        inDoubt: args.word('inDoubt'),
        answers: args.word('answers') === 'move',
        stateNs: Math.round(args.number('stateMs') * 1e6),
        eachNs: Math.round(args.number('eachMs') * 1e6),
      },
      {
        kilobytes: args.number('kilobytes'),
        workingSetKB: args.number('workingSetKB'),
        dirtyKBps: args.number('dirtyKBps'),
        untilNs: lasting(args),
        leansOn: args.processes('leansOn')[0] ?? NO_PROCESS,
      },
    ),
}

const roomPart: Part = {
  name: 'room',
  args: { createMs: { type: 'number', default: 20, says: 'processor time to make room, ms' } },
  create: (args) => room(Math.round(args.number('createMs') * 1e6)),
}

const takerPart: Part = {
  name: 'taker',
  args: {
    rooms: { type: 'processes', says: 'who has room, on every machine' },
    kilobytes,
    announce: {
      type: 'word',
      default: 'on',
      words: ['on', 'off'],
      says: 'whether all are told where it is',
    },
  },
  create: (args, self) =>
    taker(
      beside(self, args.processes('rooms'))[0] as Pid,
      args.number('kilobytes'),
      args.word('announce') === 'on',
    ),
}

const steadyClientPart: Part = {
  name: 'steady-client',
  args: {
    home: { type: 'process', says: 'who knows which process the program is' },
    kilobytes,
    workMs: { type: 'number', default: 2000, says: 'it sends so long, ms, and 6 ms a KB' },
    everyMs: { type: 'number', default: 50, says: 'its pause before each, ms' },
  },
  create: (args) =>
    steadyClient(args.process('home'), lasting(args), Math.round(args.number('everyMs') * 1e6)),
}

const returningOwnerPart: Part = {
  name: 'returning-owner',
  args: {
    home: { type: 'process', says: 'who moves programs away' },
    afterMs: { type: 'number', default: 300, says: 'when the owner comes back, ms' },
  },
  create: (args) => returningOwner(args.process('home'), Math.round(args.number('afterMs') * 1e6)),
}

const oldServerPart: Part = { name: 'old-server', args: {}, create: () => oldServer() }

export const MOVER_PARTS: readonly Part[] = [
  moverPart,
  roomPart,
  takerPart,
  steadyClientPart,
  returningOwnerPart,
  oldServerPart,
]
