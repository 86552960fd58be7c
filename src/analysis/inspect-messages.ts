/** What the inspector says of frames and of message transactions. */
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import {
  DamageReason,
  Kind,
  LossReason,
  type Outcome,
  outcomeOf,
  SendResult,
  sendResultName,
} from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import { readStrip } from './byte-strip.ts'
import { filteredFacts, groupSendFacts } from './inspect-groups.ts'
import { type Badge, changed, type Fact, type Look, type Looked, nothing } from './inspection.ts'
import {
  capital,
  exchangeName,
  frameName,
  frameShort,
  hostName,
  packetType,
  processName,
  thingName,
} from './names.ts'
import { count, length, moment } from './numbers.ts'
import { groupAskedBy } from './stage/sent-to.ts'

export const lookFrame: Look = (at, frame) => {
  const { trace, prefix } = at
  const records = trace.recordsOf(frame, 0, prefix)
  const out = records.find((i) => trace.kind(i) === Kind.packetOut)
  const bytes = out === undefined ? undefined : trace.bytes(trace.b(out))
  const format = bytes ? at.setup.formats[bytes.format] : undefined
  const bits = sentBits(at, frame)
  const strip = bytes && format ? readStrip(format, bytes.data) : null
  const facts: Fact[] = hostsReached(at, records)
  if (groupAskedBy(trace, frame, packetType(trace, frame)) !== NONE)
    facts.push(...filteredFacts(at, frame))
  if (bits) facts.push({ term: 'sent', value: `${bits.sent} of ${count(bits.planned, 'bit')}` })
  return {
    ...nothing,
    title: capital(frameName(trace, frame)),
    badge: frameBadge(at, records),
    facts,
    strip,
  }
}

function sentBits(
  { trace, prefix, time, setup }: Looked,
  frame: EntityId,
): { sent: number; planned: number } | null {
  const attempts = trace.childrenOf(frame).filter((id) => trace.typeOf(id) === EntityType.attempt)
  for (const attempt of [...attempts].reverse()) {
    const records = trace.recordsOf(attempt, 0, prefix)
    const open = records.find((i) => trace.kind(i) === Kind.transmitOpen)
    if (open === undefined) continue
    const planned = trace.a(open)
    const close = records.find((i) => trace.kind(i) === Kind.transmitClose)
    const now = Math.floor((time - trace.time(open)) / setup.cable.bitNs)
    return { planned, sent: close === undefined ? Math.min(planned, now) : trace.a(close) }
  }
  return null
}

const AT_HOST: ReadonlyMap<number, string> = new Map([
  [Kind.accepted, 'received'],
  [Kind.overrun, 'missed: overrun'],
  [Kind.damaged, 'damaged'],
  [Kind.lost, 'lost'],
  [Kind.duplicate, 'known already'],
  [Kind.ignored, 'ignored'],
])

function hostsReached({ trace }: Looked, records: readonly RecordIndex[]): Fact[] {
  const last = new Map<string, Fact>()
  for (const i of records) {
    const word = AT_HOST.get(trace.kind(i))
    if (!word) continue
    const host = trace.a(i) < 0 ? 'cable' : hostName(trace, trace.a(i))
    last.set(host, { term: `at ${host}`, value: word, since: i })
  }
  return [...last.values()]
}

function frameBadge({ trace }: Looked, records: readonly RecordIndex[]): Badge | null {
  for (const i of [...records].reverse()) {
    switch (trace.kind(i)) {
      case Kind.overrun:
        return { word: 'missed: overrun', tone: 'loss' }
      case Kind.lost:
        return {
          word: trace.b(i) === LossReason.intervention ? 'lost: on purpose' : 'lost',
          tone: 'loss',
        }
      case Kind.damaged:
        return {
          word: trace.b(i) === DamageReason.collision ? 'damaged: collision' : 'damaged',
          tone: 'loss',
        }
      case Kind.duplicate:
        return { word: 'known already', tone: 'plain' }
      case Kind.ignored:
        return { word: 'ignored', tone: 'plain' }
      case Kind.packetIn:
        return { word: 'taken up', tone: 'reply' }
      case Kind.accepted:
        return { word: 'received', tone: 'reply' }
    }
  }
  return null
}

/** Of a Send that failed: what its client may conclude. */
const CONCLUSIONS: Readonly<Partial<Record<Outcome, string>>> = {
  'surely-not-executed': 'surely not done',
  'maybe-executed': 'done or not, it cannot tell',
}

export const lookExchange: Look = (at, exchange) => {
  const { trace, prefix, time } = at
  const records = trace.recordsOf(exchange, 0, prefix)
  const open = records.find((i) => trace.kind(i) === Kind.sendOpen)
  const close = records.find((i) => trace.kind(i) === Kind.sendClose)
  const facts: Fact[] = []
  if (open !== undefined) {
    if (trace.a(open) >= 0) facts.push({ term: 'to', value: receiverName(at, trace.a(open)) })
    facts.push({ term: 'began', value: moment(trace.time(open)) })
    const end = close === undefined ? time : trace.time(close)
    facts.push({
      term: close === undefined ? 'so far' : 'took',
      value: length(end - trace.time(open)),
    })
  }
  facts.push(...groupSendFacts(at, exchange))
  const result = close === undefined ? undefined : sendResultName(trace.a(close))
  const conclusion = result === undefined ? undefined : CONCLUSIONS[outcomeOf(result)]
  if (conclusion) facts.push({ term: 'client knows', value: conclusion })
  const executed = records.filter((i) => trace.kind(i) === Kind.executed)
  if (executed.length > 0) facts.push({ term: 'done', value: count(executed.length, 'time') })
  const retries = trace.value(exchange, Field.retries, prefix)
  if (retries)
    facts.push({
      term: 'sent again',
      value: count(retries, 'time'),
      ...changed(at, exchange, Field.retries),
    })
  const frames = trace.childrenOf(exchange).filter((id) => trace.typeOf(id) === EntityType.frame)
  const out = frames.filter((id) => trace.recordsOf(id, 0, prefix).length > 0)
  if (out.length > 0)
    facts.push({ term: 'frames', value: out.map((id) => frameShort(trace, id)).join('; ') })
  return {
    ...nothing,
    title: capital(exchangeName(trace, exchange)),
    badge: exchangeBadge(at, close),
    facts,
  }
}

function receiverName({ trace }: Looked, receiver: EntityId): string {
  return trace.typeOf(receiver) === EntityType.group
    ? thingName(trace, receiver)
    : processName(trace, receiver)
}

function exchangeBadge({ trace }: Looked, close: RecordIndex | undefined): Badge {
  if (close === undefined) return { word: 'open', tone: 'plain' }
  return trace.a(close) === SendResult.replied
    ? { word: 'replied', tone: 'reply' }
    : { word: 'failed', tone: 'loss' }
}
