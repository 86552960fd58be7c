/** The parts of two-phase commitment as a document casts them. */
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { coordinator } from '../services/commitment/coordinator.ts'
import { participant } from '../services/commitment/participant.ts'
import { watcher } from '../services/commitment/watcher.ts'
import type { ArgumentSpec, Arguments, Part } from './part.ts'

const ms = (args: Arguments, key: string) => Math.round(args.number(key) * 1e6)

const PARTICIPANTS: ArgumentSpec = { type: 'processes', says: 'all participants, in order' }
const TRANSPORT = {
  transport: {
    type: 'word',
    default: 'unicast',
    words: ['unicast', 'group'],
    says: 'whether each participant is asked by name, or all through their group',
  },
  group: { type: 'process', says: 'the group of the participants' },
} as const satisfies Record<string, ArgumentSpec>

const LOG_BLOCKS: ArgumentSpec = {
  type: 'number',
  default: 1024,
  says: 'blocks of the disk that are its log’s',
}

function groupOf(args: Arguments): Pid {
  return args.word('transport') === 'group' ? args.process('group') : NO_PROCESS
}

export const coordinatorPart: Part = {
  name: 'commit-coordinator',
  args: {
    ...TRANSPORT,
    participants: PARTICIPANTS,
    logBlocks: LOG_BLOCKS,
    repliesMs: {
      type: 'number',
      default: 100,
      says: 'time for the replies to one Send to the group, ms',
    },
    tell: {
      type: 'word',
      default: 'after-force',
      words: ['after-force', 'before-force'],
      says: 'whether participants are told when the decision is on the disk, or before',
    },
  },
  create: (args) =>
    coordinator({
      participants: args.processes('participants'),
      group: groupOf(args),
      repliesNs: ms(args, 'repliesMs'),
      logBlocks: args.number('logBlocks'),
      tell: args.word('tell') === 'after-force' ? 'after-force' : 'before-force',
    }),
}

export const participantPart: Part = {
  name: 'commit-participant',
  args: {
    ...TRANSPORT,
    participants: PARTICIPANTS,
    logBlocks: LOG_BLOCKS,
    watchers: { type: 'processes', says: 'their watchers, in the same order' },
    noVotes: { type: 'number', default: 0, says: 'how many of them, from the first, vote no' },
    vote: {
      type: 'word',
      default: 'after-force',
      words: ['after-force', 'before-force'],
      says: 'whether it says yes when that is on the disk, or before',
    },
    locks: {
      type: 'word',
      default: 'until-decided',
      words: ['until-decided', 'until-voted'],
      says: 'until when it holds its locks',
    },
  },
  create: (args, self) => {
    const place = args.processes('participants').indexOf(self)
    return participant({
      place,
      watcher: args.processes('watchers')[place] ?? NO_PROCESS,
      group: groupOf(args),
      logBlocks: args.number('logBlocks'),
      votesNo: place < args.number('noVotes'),
      vote: args.word('vote') === 'after-force' ? 'after-force' : 'before-force',
      locks: args.word('locks') === 'until-decided' ? 'until-decided' : 'until-voted',
    })
  },
}

const POLICIES = ['patient', 'cooperative', 'impatient'] as const

export const watcherPart: Part = {
  name: 'commit-watcher',
  args: {
    coordinator: { type: 'process', says: 'the coordinator' },
    participants: PARTICIPANTS,
    watchers: { type: 'processes', says: 'all watchers, in the same order' },
    policy: {
      type: 'word',
      default: 'patient',
      words: POLICIES,
      says: 'asks the coordinator, asks the other participants too, or aborts by itself',
    },
    patienceMs: {
      type: 'number',
      default: 100,
      says: 'wait before it asks for the first time, for each participant and one more, ms',
    },
    impatienceMs: {
      type: 'number',
      default: 1000,
      says: 'until an impatient one has its participant abort, ms',
    },
    againMs: { type: 'number', default: 400, says: 'between two rounds of questions, ms' },
    rounds: { type: 'number', default: 200, says: 'rounds before it is left to an operator' },
  },
  create: (args, self) => {
    const participants = args.processes('participants')
    const place = args.processes('watchers').indexOf(self)
    return watcher({
      participant: participants[place] ?? NO_PROCESS,
      coordinator: args.process('coordinator'),
      participants,
      policy: POLICIES.find((policy) => policy === args.word('policy')) ?? 'patient',
      patienceNs: ms(args, 'patienceMs') * (participants.length + 1),
      impatienceNs: ms(args, 'impatienceMs'),
      againNs: ms(args, 'againMs'),
      roundsMax: args.number('rounds'),
    })
  },
}
