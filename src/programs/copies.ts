/** The parts of a replicated file as a document casts them. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, Send, Show } from '../kernel/system-calls.ts'
import { Notice } from '../kernel/things.ts'
import { FILE, type Scheme } from '../services/copies/copy.ts'
import { courier } from '../services/copies/courier.ts'
import { type Reading, readFile } from '../services/copies/reader.ts'
import { type Replicating, replica } from '../services/copies/replica.ts'
import { type Needing, writer } from '../services/copies/writer.ts'
import { Kind } from '../trace/kinds.ts'
import type { ArgumentSpec, Arguments, Part } from './part.ts'

const ms = (args: Arguments, key: string) => Math.round(args.number(key) * 1e6)

const SCHEMES = ['lazy', 'available-copies', 'quorum'] as const
const SCHEME = {
  scheme: { type: 'word', words: SCHEMES, says: 'how the copies are kept alike' },
} as const satisfies Record<string, ArgumentSpec>
const REPLICAS: ArgumentSpec = { type: 'processes', says: 'all servers of a copy, in order' }
const NEEDING = {
  ...SCHEME,
  r: { type: 'number', default: 1, says: 'copies that must answer a read, with a quorum' },
  w: { type: 'number', default: 1, says: 'copies that must store a write, with a quorum' },
  whenShort: {
    type: 'word',
    default: 'refuses',
    words: ['refuses', 'goes-on'],
    says: 'what is done where too few copies answer',
  },
} as const satisfies Record<string, ArgumentSpec>
const CATCH_UP = {
  catchUp: {
    type: 'word',
    default: 'on',
    words: ['on', 'off'],
    says: 'whether a server that has come back catches up before it is read',
  },
} as const satisfies Record<string, ArgumentSpec>

const schemeOf = (args: Arguments): Scheme =>
  SCHEMES.find((scheme) => scheme === args.word('scheme')) ?? 'quorum'
const needing = (args: Arguments): Needing => ({
  scheme: schemeOf(args),
  r: args.number('r'),
  w: args.number('w'),
  whenShort: args.word('whenShort') === 'goes-on' ? 'goes-on' : 'refuses',
})

function catchUpOf(args: Arguments): Replicating['catchUp'] {
  if (args.word('catchUp') === 'off') return 'never'
  return schemeOf(args) === 'quorum' ? 'where-it-forgot' : 'always'
}

export const copyServerPart: Part = {
  name: 'copy-server',
  args: {
    ...SCHEME,
    ...CATCH_UP,
    replicas: REPLICAS,
    couriers: { type: 'processes', says: 'their couriers, in the same order' },
    accepts: {
      type: 'word',
      default: 'newer',
      words: ['newer', 'any'],
      says: 'whether it takes in newer versions alone, or whatever comes',
    },
  },
  create: (args, self) =>
    replica({
      courier: args.processes('couriers')[args.processes('replicas').indexOf(self)] ?? NO_PROCESS,
      catchUp: catchUpOf(args),
      passesOn: schemeOf(args) === 'lazy',
      accepts: args.word('accepts') === 'any' ? 'any' : 'newer',
    }),
}

export const copyCourierPart: Part = {
  name: 'copy-courier',
  args: {
    ...SCHEME,
    replicas: REPLICAS,
    couriers: { type: 'processes', says: 'all couriers, in the same order' },
    writer: { type: 'process', says: 'who numbers the versions' },
    lazyMs: { type: 'number', default: 150, says: 'before a new version is carried on, ms' },
    againMs: { type: 'number', default: 300, says: 'between two rounds of questions, ms' },
    rounds: { type: 'number', default: 200, says: 'rounds before it is left to an operator' },
  },
  create: (args, self) => {
    const replicas = args.processes('replicas')
    const isLazy = schemeOf(args) === 'lazy'
    return courier({
      replica: replicas[args.processes('couriers').indexOf(self)] ?? NO_PROCESS,
      replicas,
      writer: args.process('writer'),
      lazyNs: ms(args, 'lazyMs'),
      againNs: ms(args, 'againMs'),
      roundsMax: isLazy ? 1 : args.number('rounds'),
      thenServes: isLazy,
    })
  },
}

export const copyWriterPart: Part = {
  name: 'copy-writer',
  args: { ...NEEDING, replicas: REPLICAS },
  create: (args) =>
    writer({ ...needing(args), replicas: args.processes('replicas'), fromTheLast: false }),
}

interface Working extends Reading {
  readonly writer: Pid
  readonly operations: number
  readonly readPercent: number
  /** By how many operations its reads and writes are shifted, so that two clients do not do the same. */
  readonly shift: number
  readonly pauseNs: number
  readonly mark: string
}

/** Writes are spread evenly over the operations. */
const isWrite = (n: number, { readPercent, shift }: Working) =>
  ((n + shift) * (100 - readPercent)) % 100 < 100 - readPercent

function* client(working: Working): Program {
  for (let n = 0; n < working.operations; n++) {
    if (n > 0) yield* Delay(working.pauseNs)
    if (!isWrite(n, working)) {
      const copy = yield* readFile(working)
      yield* Show('reads', copy ? copy.content : 'nothing')
      continue
    }
    const content = `${working.mark}${n + 1}`
    yield* Show('writes', content)
    const { message: said } = yield* Send(working.writer, message(Request.changeFile, 0, content))
    // Refused by the writer it is counted there; nobody but this client knows of a writer that is silent.
    if (!said) yield* Notice(Kind.copyWriteRefused, FILE)
    if (said?.code !== Result.ok) yield* Show('writes', 'refused')
  }
}

export const copyClientPart: Part = {
  name: 'copy-client',
  args: {
    ...NEEDING,
    replicas: REPLICAS,
    writer: { type: 'process', says: 'who takes the writes' },
    order: {
      type: 'word',
      default: 'first-to-last',
      words: ['first-to-last', 'last-to-first'],
      says: 'in which order it asks the servers',
    },
    operations: { type: 'number', default: 10, says: 'reads and writes' },
    readPercent: { type: 'number', default: 80, says: 'how many in a hundred are reads' },
    shift: { type: 'number', default: 0, says: 'by how many operations they are shifted' },
    pauseMs: { type: 'number', default: 60, says: 'between two operations, ms' },
    mark: { type: 'word', default: 'a', says: 'what the file says begins with this' },
  },
  create: (args) =>
    client({
      ...needing(args),
      replicas: args.processes('replicas'),
      fromTheLast: args.word('order') === 'last-to-first',
      writer: args.process('writer'),
      operations: args.number('operations'),
      readPercent: args.number('readPercent'),
      shift: args.number('shift'),
      pauseNs: ms(args, 'pauseMs'),
      mark: args.word('mark'),
    }),
}
