/** What the inspector says of groups: who is in, who may join, and how far a message to all has come. */
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import { groupIndexOf } from './groups/group-index.ts'
import { heardGrid, tallyOf } from './groups/heard-grid.ts'
import { changed, type Fact, type Look, type Looked, nothing } from './inspection.ts'
import { capital, exchangeName, hostName, thingName } from './names.ts'
import { count, moment } from './numbers.ts'

/** Machines that are listed by name; of more, how many. */
const LISTED_MAX = 16

export const lookGroup: Look = (at, group) => {
  const { trace, prefix, setup } = at
  const facts = membersByMachine(at, group)
  const address = setup.groups.find(({ entity }) => entity === group)?.address
  if (address) facts.push({ term: 'address', value: address, mono: true })
  const made = trace.recordsOf(group, 0, prefix).find((i) => trace.kind(i) === Kind.groupCreated)
  const user = made === undefined ? 0 : trace.b(made)
  facts.push({
    term: 'who may join',
    value: user === 0 ? 'anybody' : `user ${user}, as its creator`,
  })
  if (made !== undefined)
    facts.push({ term: 'made by', value: trace.nameOf(trace.a(made)), since: made })
  return {
    ...nothing,
    title: capital(thingName(trace, group)),
    facts,
    note: 'Only an onlooker sees the whole list: each kernel knows the members on its own machine.',
  }
}

function membersByMachine({ trace, prefix }: Looked, group: EntityId): Fact[] {
  const here = new Map<string, { names: string[]; since: number }>()
  let all = 0
  for (const process of groupIndexOf(trace, prefix).members.get(group)?.keys() ?? []) {
    const since = placeOf({ trace, prefix }, process, group)
    if (since === NONE) continue
    all++
    const host = hostName(trace, process)
    const entry = here.get(host) ?? { names: [], since }
    entry.names.push(trace.localName(process))
    here.set(host, { names: entry.names, since: Math.max(entry.since, since) })
  }
  const facts: Fact[] = [{ term: 'members', value: String(all) }]
  if (here.size > LISTED_MAX) return [...facts, { term: 'on', value: `${here.size} machines` }]
  for (const [host, { names, since }] of here)
    facts.push({ term: `on ${host}`, value: names.join(', '), since })
  return facts
}

/** The record by which a process is in a group at the cursor, or NONE. */
function placeOf(
  { trace, prefix }: Pick<Looked, 'trace' | 'prefix'>,
  process: EntityId,
  group: EntityId,
): number {
  for (const child of trace.childrenOf(process)) {
    if (trace.typeOf(child) !== EntityType.membership) continue
    if (trace.value(child, Field.memberOf, prefix) === group)
      return trace.lastChange(child, Field.memberOf, prefix)
  }
  return NONE
}

export function membershipFacts({ trace, prefix }: Looked, process: EntityId): Fact[] {
  const places = trace
    .childrenOf(process)
    .filter((child) => trace.typeOf(child) === EntityType.membership)
  const groups = places
    .map((place) => trace.value(place, Field.memberOf, prefix) ?? -1)
    .filter((group) => group >= 0)
  if (places.length === 0) return []
  const since = Math.max(...places.map((place) => trace.lastChange(place, Field.memberOf, prefix)))
  return [
    {
      term: 'member of',
      value: groups.map((group) => trace.localName(group)).join(', ') || 'no group',
      ...(since === NONE ? {} : { since }),
    },
  ]
}

/** One process's place in one group: since when, and what reached it there. */
export const lookMembership: Look = (at, membership) => {
  const { trace, prefix } = at
  const process = trace.parentOf(membership)
  const now = trace.value(membership, Field.memberOf, prefix) ?? -1
  const since = trace.lastChange(membership, Field.memberOf, prefix)
  const group = now >= 0 || since === NONE ? now : trace.a(since)
  const facts: Fact[] = []
  if (since !== NONE)
    facts.push({
      term: now >= 0 ? 'since' : 'until',
      value: moment(trace.time(since)),
      ...changed(at, membership, Field.memberOf),
    })
  if (group >= 0) facts.push(...heardFacts(at, process, group))
  return {
    ...nothing,
    title: capital(thingName(trace, membership)),
    badge: now >= 0 ? null : { word: 'not a member', tone: 'plain' },
    facts,
  }
}

function heardFacts({ trace, prefix }: Looked, process: EntityId, group: EntityId): Fact[] {
  const grid = heardGrid(trace, prefix, group)
  const row = grid.members.indexOf(process)
  const width = grid.messages.length
  if (row < 0 || width === 0) return []
  const cells = grid.cells.slice(row * width, (row + 1) * width)
  const sent = cells.filter(({ state }) => state !== 'absent' && state !== 'own')
  const unheard = cells.flatMap(({ state }, i) =>
    state === 'none' || state === 'missed' ? [grid.messages[i]?.exchange ?? NONE] : [],
  )
  const facts: Fact[] = [
    {
      term: 'heard',
      value: `${sent.length - unheard.length} of ${count(sent.length, 'message')}`,
    },
  ]
  const last = unheard.at(-1)
  if (last !== undefined) facts.push({ term: 'not heard', value: exchangeName(trace, last) })
  return facts
}

/** Of a Send to a group: who has heard it, who has answered, and what became of the answers. */
export function groupSendFacts({ trace, prefix }: Looked, exchange: EntityId): Fact[] {
  const message = groupIndexOf(trace, prefix).messageOf(exchange)
  if (!message || message.open >= prefix) return []
  const tally = tallyOf(message, prefix)
  const replies = (n: number): string => count(n, 'reply', 'replies')
  if (trace.kind(message.open) === Kind.broadcast)
    return [
      { term: 'held or delivered', value: `by ${count(tally.heard, 'member')}` },
      { term: 'delivered', value: `by ${count(tally.delivered, 'member')}` },
    ]
  const facts: Fact[] = [
    { term: 'heard', value: `${tally.heard} of ${count(tally.members, 'member')}` },
    { term: 'answered', value: `${tally.replied} of ${tally.heard}` },
    { term: 'taken', value: replies(tally.taken) },
  ]
  if (tally.missed > 0) facts.push({ term: 'missed', value: count(tally.missed, 'member') })
  if (tally.thrown > 0) facts.push({ term: 'thrown away', value: replies(tally.thrown) })
  return facts
}

/** What a machine's interface takes from the cable by its address. */
export function filterFact(at: Looked, nic: EntityId): Fact {
  const groups = at.trace.value(nic, Field.multicasts, at.prefix) ?? 0
  const more = groups === 0 ? '' : `, ${count(groups, 'multicast')}`
  return {
    term: 'filter',
    value: `its own, broadcast${more}`,
    ...changed(at, nic, Field.multicasts),
  }
}

/** Of a multicast frame: the machines whose interface kept it out, and those whose kernel did. */
export function filteredFacts({ trace, prefix }: Looked, frame: EntityId): Fact[] {
  const facts: Fact[] = []
  for (const attempt of trace.childrenOf(frame))
    for (const i of trace.recordsOf(attempt, 0, prefix)) {
      if (trace.kind(i) !== Kind.tally) continue
      const filtered = (trace.b(i) >> 10) & 1023
      if (filtered > 0)
        facts.push({ term: 'filtered', value: `by ${count(filtered, 'interface')}`, since: i })
    }
  const unwanted = trace
    .recordsOf(frame, 0, prefix)
    .filter((i) => trace.kind(i) === Kind.ignored && trace.b(i) === IgnoreReason.noMember)
  if (unwanted.length > 0)
    facts.push({
      term: 'filtered in software',
      value: unwanted.map((i) => hostName(trace, trace.a(i))).join(', '),
      since: unwanted[unwanted.length - 1] as number,
    })
  return facts.slice(-2)
}
