/** What the inspector says of logs, locks and transactions on a machine. */
import { EntityType } from '../trace/entities.ts'
import { BRANCH_STATES, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { BRANCH_WORDS } from './commit-words.ts'
import {
  type Badge,
  changed,
  enumValue,
  type Fact,
  type Look,
  type Looked,
  nothing,
} from './inspection.ts'
import { capital, hostName, processName, thingName } from './names.ts'
import { count, moment } from './numbers.ts'

const NOTE_IN_DOUBT =
  'It has promised, and only the decision frees it: the coordinator’s word, or that of somebody who knows.'

function badgeOf(state: string): Badge | null {
  if (state === 'committed') return { word: 'committed', tone: 'reply' }
  if (state === 'aborted') return { word: 'aborted', tone: 'loss' }
  return state === 'prepared' ? { word: 'in doubt', tone: 'plain' } : null
}

/** A transaction here, and where it stands on the other machines. */
export const lookBranch: Look = (at, branch) => {
  const { trace, prefix } = at
  const state = enumValue(at, branch, Field.branchState) || 'none'
  const facts: Fact[] = [
    {
      term: 'stands',
      value: BRANCH_WORDS[state] ?? state,
      ...changed(at, branch, Field.branchState),
    },
  ]
  const records = trace.recordsOf(branch, 0, prefix)
  const begun = records.find((i) => trace.kind(i) === Kind.commitBegun)
  if (begun !== undefined)
    facts.push({ term: 'to be committed', value: `since ${moment(trace.time(begun))}` })
  for (const other of elsewhere(at, branch)) {
    const value = BRANCH_STATES[trace.value(other, Field.branchState, prefix) ?? 0] ?? 'none'
    facts.push({
      term: `on ${hostName(trace, other)}`,
      value: BRANCH_WORDS[value] ?? value,
      ...changed(at, other, Field.branchState),
    })
  }
  return {
    ...nothing,
    title: capital(thingName(trace, branch)),
    badge: badgeOf(state),
    facts,
    note: state === 'prepared' ? NOTE_IN_DOUBT : null,
  }
}

function elsewhere({ trace, setup }: Looked, branch: EntityId): readonly EntityId[] {
  const name = trace.localName(branch)
  return setup.hosts.flatMap(({ entity }) =>
    trace
      .childrenOf(entity)
      .filter(
        (each) =>
          each !== branch &&
          trace.typeOf(each) === EntityType.branch &&
          trace.localName(each) === name,
      ),
  )
}

export const lookLock: Look = (at, lock) => {
  const { trace, prefix } = at
  const holder = trace.value(lock, Field.lockHolder, prefix) ?? -1
  const waiters = trace.value(lock, Field.lockWaiters, prefix) ?? 0
  const waiting: string[] = []
  for (const i of trace.recordsOf(lock, 0, prefix)) {
    const name = processName(trace, trace.a(i))
    if (trace.kind(i) === Kind.lockAwaited) waiting.push(name)
    if (trace.kind(i) === Kind.lockGranted && waiting.includes(name))
      waiting.splice(waiting.indexOf(name), 1)
  }
  const inLine = waiting.slice(-waiters)
  return {
    ...nothing,
    title: capital(thingName(trace, lock)),
    facts: [
      {
        term: 'held for',
        value: holder < 0 ? 'nobody' : thingName(trace, holder),
        ...changed(at, lock, Field.lockHolder),
      },
      {
        term: 'wait for it',
        value: waiters === 0 ? 'nobody' : inLine.join(', ') || count(waiters, 'request'),
        ...changed(at, lock, Field.lockWaiters),
      },
    ],
  }
}

export const lookLog: Look = (at, log) => {
  const { trace, prefix } = at
  return {
    ...nothing,
    title: capital(thingName(trace, log)),
    facts: [
      {
        term: 'on the disk',
        value: `up to record ${trace.value(log, Field.logDurable, prefix) ?? 0}`,
        ...changed(at, log, Field.logDurable),
      },
      {
        term: 'in memory alone',
        value: count(trace.value(log, Field.logInMemory, prefix) ?? 0, 'record'),
        ...changed(at, log, Field.logInMemory),
      },
    ],
    note: 'What is only appended goes with the power; what is forced is on the disk before its writer goes on.',
  }
}
