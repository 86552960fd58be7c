/**
 * What a kernel knows of an environment's processes, taken down while they are frozen and put up again elsewhere. On
 * the wire it is so many bytes; what stands in them is passed beside them, and used only where they have come.
 */
import { NO_EVENT, type Simulation } from '../engine/simulation.ts'
import type { Alien, SavedReply } from './aliens.ts'
import type { Delivered } from './datagrams.ts'
import type { Environment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { GroupTransaction } from './group-transaction.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import { isGroup, logicalHostOf, NO_PROCESS, type Pid } from './pid.ts'
import type { Awaiting, Cast, KeptAnswer, Pending, Process } from './process.ts'
import type { Scope } from './system-calls.ts'

/** Bytes of a process's descriptor, and of a message or an answer that goes with it (X). */
const PROCESS_BYTES = 1024
const MESSAGE_BYTES = 128

export interface TakenProcess {
  readonly cast: Cast
  readonly pid: Pid
  readonly state: Process['state']
  readonly computing: boolean
  /** Of its Compute or its Delay, ns. */
  readonly left: number
  readonly results: readonly unknown[]
  readonly counts: Pick<Process, 'sequence' | 'queries' | 'destroys' | 'moves' | 'transmitted'>
  readonly inbox: Process['inbox']
  readonly awaiting: Awaiting | null
  readonly exchange: Exchange | null
  readonly kept: KeptAnswer | null
  /** What has come of a move into its segment. */
  readonly arrival: Process['arrival']
  /** Received, and not answered. */
  readonly received: readonly Held[]
  readonly groups: readonly { readonly gid: Pid; readonly user: number }[]
  /** Came for it as a member of a group, and it has not Received it: nobody would send that again. */
  readonly queued: readonly Held[]
  readonly datagrams: readonly Delivered[]
  /** Of its last Send, to a group: answers that it may still fetch. */
  readonly transaction: GroupTransaction | null
  /** Logical identifiers that it is registered under. */
  readonly names: readonly (readonly [logicalId: number, scope: Scope])[]
}
/** Whom an answer is for. */
export interface Sender {
  readonly from: Pid
  readonly boot: number
  readonly sequence: number
  readonly hops: number
  readonly exchange: Exchange
}
export interface Held extends Sender {
  readonly message: Message
  readonly firstPart: Uint8Array | null
  readonly group: Pid | undefined
}
interface Answered extends Sender {
  readonly reply: SavedReply
}
export interface GuestState {
  readonly logicalHost: number
  readonly processes: readonly TakenProcess[]
  readonly answered: readonly Answered[]
}

const taken = new WeakMap<Simulation, GuestState[]>()

export function stateNumber(kernel: Kernel, number: number): GuestState | undefined {
  return taken.get(kernel.sim)?.[number - 1]
}

/** Takes it down; its number, the bytes that it comes to, and the messages and answers in it. */
export function takeDown(kernel: Kernel, environment: Environment, answers: boolean) {
  const processes = [...environment.processes].map((process) => processOf(kernel, process))
  const answered = answers ? answeredBy(kernel, environment.logicalHost) : []
  const all = taken.get(kernel.sim) ?? []
  taken.set(kernel.sim, all)
  all.push({ logicalHost: environment.logicalHost, processes, answered })
  const messages =
    answered.length +
    processes.reduce((sum, { received, queued }) => sum + received.length + queued.length, 0)
  const bytes = processes.length * PROCESS_BYTES + messages * MESSAGE_BYTES
  return { number: all.length, bytes, messages }
}

function processOf(kernel: Kernel, process: Process): TakenProcess {
  const { cast, pid, state, computing, inbox, awaiting, exchange, kept, arrival } = process
  const { sequence, queries, destroys, moves, transmitted, transaction } = process
  const left = computing ? kernel.cpu.left(process.entity) : process.leftNs
  return {
    cast,
    pid,
    state,
    computing,
    left,
    results: [...process.results],
    counts: { sequence, queries, destroys, moves, transmitted },
    inbox,
    awaiting,
    exchange,
    kept,
    arrival,
    received: [...process.received.values()].map((pending) => heldOf(kernel, process, pending)),
    queued: process.queue
      .filter(({ group }) => group !== undefined)
      .map((pending) => heldOf(kernel, process, pending)),
    groups: groupsOf(kernel, process),
    datagrams: [...process.datagrams],
    transaction: transaction && openEnd(transaction),
    names: [...kernel.names]
      .filter(([, entry]) => entry.pid === pid)
      .map(([logicalId, { scope }]) => [logicalId, scope] as const),
  }
}

function groupsOf(kernel: Kernel, process: Process): TakenProcess['groups'] {
  const its = [...kernel.groups.values()].filter(({ members }) => members.has(process))
  return its.map(({ gid, user }) => ({ gid, user }))
}

function openEnd(of: GroupTransaction): GroupTransaction {
  return { ...of, repliers: new Set(of.repliers), replies: [...of.replies], timer: NO_EVENT }
}

function heldOf(kernel: Kernel, process: Process, pending: Pending): Held {
  const { from, sequence, exchange, message, firstPart, alien, group } = pending
  const boot = alien?.boot ?? kernel.bootOf(from)
  const hops = hopsOf(process, pending)
  return { from, boot, sequence, hops, exchange, message, firstPart, group }
}

/** How often it had been passed on when this process got it: a copy that comes to it as such is no new request. */
function hopsOf({ pid }: Process, { alien, sender, exchange, group }: Pending): number {
  if (!alien) return sender?.awaiting?.exchange === exchange ? sender.awaiting.argument : 0
  return alien.hops + (group === undefined && isPassedOn(alien, pid) ? 1 : 0)
}

/** Whoever was asked for it passed it on next door: its sender knows nothing of that. */
export function isPassedOn({ asked }: Alien, to: Pid): boolean {
  return asked !== NO_PROCESS && asked !== to
}

/**
 * Whoever next door has its requests serves it from here on as somebody elsewhere: an answer must not end at the copy that
 * is left behind, and the request that is sent again from elsewhere must not be a new one.
 */
export function serveAsElsewhere(kernel: Kernel, environment: Environment): void {
  for (const server of kernel.processes.values()) {
    if (server.environment === environment) continue
    const inHand = server.inHand ? [server.inHand] : []
    for (const pending of [...inHand, ...server.queue, ...server.received.values()])
      serveByAlien(kernel, environment, pending)
  }
}

function serveByAlien(kernel: Kernel, { processes }: Environment, pending: Pending): void {
  const { from, sender, sequence, exchange, taken: received } = pending
  if (!sender || !processes.has(sender)) return
  const boot = kernel.bootOf(from)
  const known = kernel.aliens.of(from, boot)
  // Several members of a group may have the same request of his.
  const shared = pending.group !== undefined && known?.sequence === sequence
  if (known && known.sequence >= sequence && !shared) return
  const alien = known ?? kernel.aliens.allocate()
  if (!alien) return
  if (shared) alien.alsoFor(1)
  else {
    alien.take(from, boot, sequence, exchange)
    alien.asked = sender.awaiting?.to ?? NO_PROCESS
    alien.hops = sender.awaiting?.argument ?? 0
  }
  if (received) alien.become('received')
  pending.alien = alien
  pending.sender = null
}

/** What its processes have answered and their kernel still remembers. */
function answeredBy(kernel: Kernel, logicalHost: number): Answered[] {
  return kernel.aliens.aliens.flatMap((alien) => {
    const { sender: from, boot, sequence, hops, exchange, asked } = alien
    if (!exchange) return []
    return repliesOf(alien, logicalHost).map((reply) => {
      const passedOn = !isGroup(asked) && isPassedOn(alien, reply.from)
      return { from, boot, sequence, hops: hops + (passedOn ? 1 : 0), exchange, reply }
    })
  })
}

function repliesOf({ state, replies }: Alien, logicalHost: number): SavedReply[] {
  return state === 'free' ? [] : replies.filter(({ from }) => logicalHostOf(from) === logicalHost)
}

/** A copy of what they have answered will come to where they are now, unless somebody else was asked for it, or as well. */
export function forgetAnswers({ aliens }: Kernel, logicalHost: number): void {
  for (const alien of aliens.aliens) {
    const its = repliesOf(alien, logicalHost)
    if (its.length === 0) continue
    const elsewhere = isGroup(alien.asked) || logicalHostOf(alien.asked) === logicalHost
    if (!elsewhere && alien.asked !== NO_PROCESS) continue
    for (const reply of its) alien.replies.splice(alien.replies.indexOf(reply), 1)
    if (alien.state === 'replied' && alien.replies.length === 0) aliens.free(alien)
  }
}
