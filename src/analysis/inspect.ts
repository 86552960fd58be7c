/** What the inspector says of one thing at the cursor: a title, a badge, facts, and where to ask why. */
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { DestroyReason, FrameOutcome, Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { HostSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import { askedOf } from './asked.ts'
import { STATE_WORDS } from './change-words.ts'
import { lookBranch, lookLock, lookLog } from './inspect-commitment.ts'
import { lookBlock, lookDisk } from './inspect-disks.ts'
import { filterFact, lookGroup, lookMembership, membershipFacts } from './inspect-groups.ts'
import { lookExchange, lookFrame } from './inspect-messages.ts'
import {
  type Badge,
  changed,
  enumValue,
  type Fact,
  type Inspection,
  type Look,
  type Looked,
  nothing,
} from './inspection.ts'
import { capital, exchangeName, processName, thingName } from './names.ts'
import { count, grouped, length, metresWords, moment } from './numbers.ts'
import { runsFrom } from './timers.ts'

export function inspect(at: Looked, name: string, record?: RecordIndex): Inspection | null {
  const { trace } = at
  const entity = trace.find(name)
  if (entity === NONE) return null
  const shown = subjectOf(trace, entity)
  const look = LOOKS.get(trace.typeOf(shown)) ?? lookAnything
  const asked = askedOf(at, entity, record)
  return { ...look(at, shown), record: asked, question: questionOf(trace, asked) }
}

/** An attempt is told as its frame; processor, interface and kernel as their host. */
function subjectOf(trace: Trace, entity: EntityId): EntityId {
  switch (trace.typeOf(entity)) {
    case EntityType.attempt:
      return trace.within(entity, EntityType.frame)
    case EntityType.processor:
    case EntityType.interface:
    case EntityType.kernel:
      return trace.within(entity, EntityType.host)
    default:
      return entity
  }
}

function questionOf(trace: Trace, record: RecordIndex): string {
  if (record === NONE) return 'Why?'
  switch (trace.kind(record)) {
    case Kind.overrun:
      return 'Why was it missed?'
    case Kind.lost:
      return 'Why was it lost?'
    case Kind.damaged:
      return 'Why was it damaged?'
    case Kind.frameDone:
      return trace.a(record) === FrameOutcome.abandoned
        ? 'Why was it given up?'
        : 'Why did this happen?'
    case Kind.collision:
      return 'Why did it collide?'
    case Kind.crash:
      return 'Why did it crash?'
    case Kind.violation:
      return 'Why is it broken?'
    default:
      return 'Why did this happen?'
  }
}

/** Of who keeps a processor's memory, and of who names processors. */
const POOL_FACTS: readonly (readonly [number, string, (value: number) => string])[] = [
  [Field.freeKB, 'memory left for jobs', (kb) => `${grouped(kb)} KB`],
  [Field.hostsAsGood, 'equally good', (hosts) => count(hosts, 'processor')],
  [Field.suitability, 'suitability', grouped],
]

const lookProcess: Look = (at, process) => {
  const { trace, prefix } = at
  const state = enumValue(at, process, Field.state)
  const seen = enumValue(at, process, Field.sendSeen)
  const known = seen === 'send-blocked' || seen === 'reply-blocked'
  const facts: Fact[] = [
    {
      term: 'state',
      value: known ? seen : (STATE_WORDS[state] ?? (state || 'not there yet')),
      ...changed(at, process, known ? Field.sendSeen : Field.state),
    },
  ]
  const created = trace
    .recordsOf(process, 0, prefix)
    .findLast((i) => trace.kind(i) === Kind.processCreated)
  if (created !== undefined) facts.push({ term: 'program', value: trace.string(trace.b(created)) })
  const entityFact = (field: number, term: string): void => {
    const value = trace.value(process, field, prefix)
    if (value !== undefined && value >= 0)
      facts.push({ term, value: exchangeName(trace, value), ...changed(at, process, field) })
  }
  entityFact(Field.awaits, 'waits for')
  entityFact(Field.serving, 'serves')
  facts.push(...membershipFacts(at, process))
  const token = trace.value(process, Field.tokenHeld, prefix)
  if (token !== undefined)
    facts.push({
      term: 'token',
      value: token === 1 ? 'has it' : 'does not have it',
      ...changed(at, process, Field.tokenHeld),
    })
  const queue = trace.value(process, Field.queueLength, prefix)
  if (queue !== undefined)
    facts.push({
      term: 'queue',
      value: count(queue, 'message'),
      ...changed(at, process, Field.queueLength),
    })
  for (const [field, term, words] of POOL_FACTS) {
    const value = trace.value(process, field, prefix)
    if (value !== undefined)
      facts.push({ term, value: words(value), ...changed(at, process, field) })
  }
  for (const child of trace.childrenOf(process))
    if (trace.typeOf(child) === EntityType.variable) facts.push(...variableFacts(at, child))
  const note = known
    ? 'That is what an onlooker knows. The kernel of the client knows only that it has no reply yet.'
    : null
  return {
    ...nothing,
    title: capital(processName(trace, process)),
    badge: processBadge(at, process, state),
    facts,
    note,
  }
}

function processBadge({ trace, prefix }: Looked, process: EntityId, state: string): Badge | null {
  const gone = trace
    .recordsOf(process, 0, prefix)
    .findLast((i) => trace.kind(i) === Kind.processDestroyed)
  if (state !== 'dead' || gone === undefined) return null
  const reason = trace.a(gone)
  if (reason === DestroyReason.exit) return { word: 'done', tone: 'reply' }
  return { word: reason === DestroyReason.crash ? 'gone: crash' : 'ended', tone: 'loss' }
}

function variableFacts(at: Looked, variable: EntityId): Fact[] {
  const { trace, prefix } = at
  const text = trace.value(variable, Field.text, prefix)
  const value = trace.value(variable, Field.value, prefix)
  if (text === undefined && value === undefined) return []
  const shown = text === undefined ? String(value) : trace.string(text)
  const field = text === undefined ? Field.value : Field.text
  return [
    { term: trace.localName(variable), value: shown, mono: true, ...changed(at, variable, field) },
  ]
}

function processorFact(at: Looked, { processor, processorLabel }: HostSetup): Fact {
  // Some presets have a processor’s name, some only where their costs are from.
  const label = processorLabel.replace(/^Costs:/, 'costs:')
  return {
    term: 'processor',
    value: `${enumValue(at, processor, Field.cpuOwner) || 'idle'} (${label})`,
    ...changed(at, processor, Field.cpuOwner),
  }
}

const lookHost: Look = (at, entity) => {
  const { trace, prefix } = at
  const host = at.setup.hosts.find((each) => each.entity === entity)
  if (!host) return lookAnything(at, entity)
  const on = trace.value(entity, Field.power, prefix) !== 0
  const failed = trace.value(entity, Field.failed, prefix) === 1
  const speed = trace.value(entity, Field.speed, prefix)
  const used = trace.value(host.interface, Field.buffersUsed, prefix) ?? 0
  const life = trace.value(entity, Field.incarnation, prefix)
  const facts: Fact[] = [
    {
      term: 'power',
      value: on ? 'on' : failed ? 'on, for the disks alone' : 'off',
      ...changed(at, entity, Field.power),
    },
    ...(host.station ? [] : [processorFact(at, host)]),
    {
      term: 'interface',
      value: enumValue(at, host.interface, Field.nicState) || 'quiet',
      ...changed(at, host.interface, Field.nicState),
    },
    {
      term: 'buffers',
      value: `${used} of ${host.buffers}`,
      ...changed(at, host.interface, Field.buffersUsed),
    },
    { term: 'address', value: host.address, mono: true },
    ...(at.setup.groups.length > 0 ? [filterFact(at, host.interface)] : []),
    { term: 'tap', value: metresWords(host.metre) },
  ]
  if (life !== undefined)
    facts.push({ term: 'life', value: String(life), ...changed(at, entity, Field.incarnation) })
  if (speed !== undefined && speed !== 100)
    facts.push({ term: 'speed', value: `${speed} %`, ...changed(at, entity, Field.speed) })
  for (const disk of host.disks ?? [])
    facts.push({
      term: disk.name,
      value: enumValue(at, disk.entity, Field.diskState) || 'idle',
      ...changed(at, disk.entity, Field.diskState),
    })
  const kernel = trace.childrenOf(entity).find((id) => trace.typeOf(id) === EntityType.kernel)
  const aliens = kernel === undefined ? undefined : trace.value(kernel, Field.aliensUsed, prefix)
  if (kernel !== undefined && aliens !== undefined)
    facts.push({
      term: 'aliens',
      value: `${aliens} in use`,
      ...changed(at, kernel, Field.aliensUsed),
    })
  const badge: Badge | null = on
    ? null
    : { word: failed ? 'processor failed' : 'no power', tone: 'loss' }
  return { ...nothing, title: `${host.name}, ${host.roleLabel}`, badge, facts, costs: true }
}

const lookTimer: Look = (at, timer) => {
  const { trace, prefix, time } = at
  const set = trace.recordsOf(timer, 0, prefix).findLast((i) => trace.kind(i) === Kind.timerSet)
  const facts: Fact[] = []
  let badge: Badge | null = null
  if (set !== undefined) {
    const from = runsFrom(trace, timer, prefix)
    const duration = trace.a(from) * 1000
    const close = trace.closeOf(set)
    const over = close !== NONE && close < prefix
    facts.push({ term: 'set at', value: moment(trace.time(set)) })
    if (from !== set) facts.push({ term: 'began again', value: moment(trace.time(from)) })
    facts.push({ term: 'to', value: length(duration) })
    if (!over)
      facts.push({ term: 'left', value: length(Math.max(0, trace.time(from) + duration - time)) })
    if (over) badge = { word: trace.a(close) === 1 ? 'ran out' : 'not needed', tone: 'plain' }
  }
  return { ...nothing, title: capital(thingName(trace, timer)), badge, facts }
}

const lookVariable: Look = (at, variable) => ({
  ...nothing,
  title: capital(thingName(at.trace, variable)),
  facts: variableFacts(at, variable),
})

const lookAlien: Look = (at, alien) => {
  const stands = at.trace.value(alien, Field.alienFor, at.prefix)
  return {
    ...nothing,
    title: capital(thingName(at.trace, alien)),
    facts: [
      {
        term: 'state',
        value: enumValue(at, alien, Field.alienState) || 'free',
        ...changed(at, alien, Field.alienState),
      },
      ...(stands === undefined || stands < 0
        ? []
        : [{ term: 'stands for', value: exchangeName(at.trace, stands) }]),
    ],
    note: 'A descriptor by which this kernel stands in for a sender on another machine.',
  }
}

const lookCable: Look = ({ trace, setup, prefix, time }, cable) => {
  const { label, metres, nsPerMetre } = setup.cable
  const now = trace
    .recordsOf(cable, 0, prefix)
    .findLast((i) => trace.kind(i) === Kind.cableCut || trace.kind(i) === Kind.cableHealed)
  const isCut = now !== undefined && trace.kind(now) === Kind.cableCut && trace.time(now) <= time
  return {
    ...nothing,
    title: 'The cable',
    badge: isCut ? { word: 'cut', tone: 'loss' } : null,
    facts: [
      { term: 'kind', value: label },
      { term: 'length', value: metresWords(metres) },
      { term: 'end to end', value: length(metres * nsPerMetre) },
    ],
  }
}

const lookAnything: Look = ({ trace }, entity) => ({
  ...nothing,
  title: capital(thingName(trace, entity)),
  facts: [],
})

const LOOKS: ReadonlyMap<number, Look> = new Map([
  [EntityType.frame, lookFrame],
  [EntityType.exchange, lookExchange],
  [EntityType.process, lookProcess],
  [EntityType.host, lookHost],
  [EntityType.timer, lookTimer],
  [EntityType.variable, lookVariable],
  [EntityType.alien, lookAlien],
  [EntityType.cable, lookCable],
  [EntityType.disk, lookDisk],
  [EntityType.block, lookBlock],
  [EntityType.branch, lookBranch],
  [EntityType.lock, lookLock],
  [EntityType.log, lookLog],
  [EntityType.group, lookGroup],
  [EntityType.membership, lookMembership],
])
