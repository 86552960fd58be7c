/** Things as a sentence calls them: `A’s client`, `Send 3 of A’s client`, `REPLY 3 to A’s client`. */
import { EntityType } from '../trace/entities.ts'
import { DATAGRAM_TYPES, Kind, PACKET_NAMES, PacketType } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

export function hostName(trace: Trace, entity: EntityId): string {
  const host = entity < 0 ? NONE : trace.within(entity, EntityType.host)
  return host === NONE ? '' : trace.localName(host)
}

/** `A’s client`; a later life of it on a restarted machine is the same to a reader. */
export function processName(trace: Trace, entity: EntityId): string {
  const process = entity < 0 ? NONE : trace.within(entity, EntityType.process)
  if (process === NONE) return 'a process that nobody knows'
  const host = hostName(trace, process)
  const name = trace.localName(process).replace(/#\d+$/, '')
  return host === '' ? name : `${host}’s ${name}`
}

/** `Send 3`; the packets of it bear the same number. */
function exchangeNumber(trace: Trace, entity: EntityId): string {
  const exchange = trace.within(entity, EntityType.exchange)
  return exchange === NONE ? '' : (/(\d+)$/.exec(trace.localName(exchange))?.[1] ?? '')
}

const WORDS: Readonly<Record<string, string>> = {
  send: 'Send',
  getpid: 'GetPid',
  end: 'Destroy',
  'query-process': 'QueryProcess',
}

export function exchangeName(trace: Trace, entity: EntityId): string {
  const exchange = trace.within(entity, EntityType.exchange)
  if (exchange === NONE) return 'a transaction'
  const local = trace.localName(exchange)
  const number = exchangeNumber(trace, exchange)
  const word = local.replace(/\d+$/, '')
  const what = `${WORDS[word] ?? capital(word)} ${number}`.trim()
  return `${what} of ${processName(trace, exchange)}`
}

export function packetType(trace: Trace, frame: EntityId): number {
  for (const record of trace.recordsOf(frame))
    if (trace.kind(record) === Kind.packetOut) return trace.a(record)
  return PACKET_NAMES.indexOf(trace.localName(frame).replace(/\.\d+$/, ''))
}

/** Those that come back to the process that sent. */
const ANSWERS: readonly number[] = [
  PacketType.REPLY,
  PacketType.REPLY_PENDING,
  PacketType.NACK,
  PacketType.GETPID_REPLY,
  PacketType.ALIVE,
  PacketType.DESTROYED,
  PacketType.MOVE_FROM,
  PacketType.FORWARD,
  PacketType.GROUP_HERE,
]
export function isAnswer(type: number): boolean {
  return ANSWERS.includes(type)
}

const DATAGRAMS: ReadonlySet<number> = new Set(DATAGRAM_TYPES.map((type) => PacketType[type]))

/** `SEND 3`, `SEND 3, copy 2`. */
export function frameShort(trace: Trace, entity: EntityId): string {
  const frame = trace.within(entity, EntityType.frame)
  if (frame === NONE) return 'a frame'
  const local = trace.localName(frame)
  const load = /^frame(\d+)$/.exec(local)
  if (load) return `frame ${load[1]}`
  const kind = local.replace(/\.\d+$/, '')
  const copy = Number(/\.(\d+)$/.exec(local)?.[1] ?? 1)
  const number = exchangeNumber(trace, frame)
  // The packets of a move are many, and a later one is no copy of the first.
  const word = kind === 'DATA' ? 'packet' : 'copy'
  return `${kind}${number === '' ? '' : ` ${number}`}${copy > 1 ? `, ${word} ${copy}` : ''}`
}

/** `SEND 3 from A’s client`, `REPLY 3 to A’s client, copy 2`. */
export function frameName(trace: Trace, entity: EntityId): string {
  const frame = trace.within(entity, EntityType.frame)
  if (frame === NONE) return 'a frame'
  if (trace.typeOf(trace.parentOf(frame)) === EntityType.host)
    return `${frameShort(trace, frame)} of ${hostName(trace, frame)}`
  const [kind, copy] = frameShort(trace, frame).split(', ')
  const process = trace.within(frame, EntityType.process)
  const type = packetType(trace, frame)
  // A letter’s packets come from several machines.
  const way = DATAGRAMS.has(type) ? 'of' : isAnswer(type) ? 'to' : 'from'
  const whose = process === NONE ? '' : ` ${way} ${processName(trace, process)}`
  return `${kind}${whose}${copy ? `, ${copy}` : ''}`
}

/** Whatever it is, by name. */
export function thingName(trace: Trace, entity: EntityId): string {
  if (entity < 0 || entity >= trace.entityCount) return 'nothing'
  switch (trace.typeOf(entity)) {
    case EntityType.run:
      return 'the run'
    case EntityType.host:
      return trace.localName(entity)
    case EntityType.processor:
      return `${hostName(trace, entity)}’s processor`
    case EntityType.interface:
      return `${hostName(trace, entity)}’s interface`
    case EntityType.disk:
      return `${hostName(trace, entity)}’s ${trace.localName(entity).replace(/(\d+)$/, ' $1')}`
    case EntityType.block:
      return `${trace.localName(entity).replace(/(\d+)$/, ' $1')} of ${thingName(trace, trace.parentOf(entity))}`
    case EntityType.log:
      return `${hostName(trace, entity)}’s log`
    case EntityType.branch:
      return `${trace.localName(entity)} on ${hostName(trace, entity)}`
    case EntityType.lock:
      return `the lock on ${trace.localName(entity)} of ${hostName(trace, entity)}`
    case EntityType.copy:
      return `${hostName(trace, entity)}’s ${trace.localName(entity)}${trace.localName(entity) === 'copy' ? ' of the file' : ''}`
    case EntityType.kernel:
      return `${hostName(trace, entity)}’s kernel`
    case EntityType.process:
      return processName(trace, entity)
    case EntityType.group:
      return `the group ${trace.localName(entity)}`
    case EntityType.membership:
      return `${processName(trace, entity)}’s place in the group ${trace.localName(entity)}`
    case EntityType.exchange:
      return exchangeName(trace, entity)
    case EntityType.frame:
    case EntityType.attempt:
      return frameName(trace, entity)
    case EntityType.cable:
      return 'the cable'
    case EntityType.timer:
      return timerName(trace, entity)
    case EntityType.alien:
      return `${trace.localName(entity)} in ${hostName(trace, entity)}’s kernel`
    case EntityType.variable:
      return `${trace.localName(entity)} of ${trace.within(entity, EntityType.process) === NONE ? hostName(trace, entity) : processName(trace, entity)}`
    case EntityType.transaction:
      return `transaction ${trace.localName(entity)} of ${processName(trace, trace.parentOf(entity))}`
    case EntityType.operation:
      return operationName(trace, entity)
    default:
      return trace.localName(entity).replace(/@\d*$/, '').replaceAll('-', ' ')
  }
}

const OPERATIONS: Readonly<Record<string, string>> = {
  put: 'StablePut',
  get: 'StableGet',
  cleanup: 'Cleanup',
}

/** `StablePut 2 of S’s store`. */
function operationName(trace: Trace, entity: EntityId): string {
  return `${operationShort(trace, entity)} of ${processName(trace, trace.parentOf(entity))}`
}

/** `StablePut 2`. */
export function operationShort(trace: Trace, entity: EntityId): string {
  const first = trace.recordsOf(entity)[0] ?? NONE
  if (trace.kind(first) === Kind.jobOpen) return trace.string(trace.b(first))
  const [, word = '', number = ''] = /^(.*?)(\d*)$/.exec(trace.localName(entity)) ?? []
  return `${OPERATIONS[word] ?? capital(word)} ${number}`.trim()
}

export function timerName(trace: Trace, entity: EntityId): string {
  const word = trace.localName(entity).replace(/\d+$/, '').replace(/-/g, ' ').trim()
  const exchange = trace.within(entity, EntityType.exchange)
  const kind =
    word === 'timer' || word === '' ? (exchange === NONE ? '' : 'retransmission ') : `${word} `
  if (exchange !== NONE) return `the ${kind}timer of ${exchangeName(trace, exchange)}`
  const process = trace.within(entity, EntityType.process)
  const whose = process === NONE ? hostName(trace, entity) : processName(trace, process)
  return `the ${kind}timer of ${whose}`
}

/** The first letter, behind a mark where there is one. */
export function capital(text: string): string {
  const at = text.startsWith('**') ? 2 : 0
  return text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1)
}
