/**
 * What a kernel knows of an environment's processes, taken down while they are frozen and put up again elsewhere. On
 * the wire it is so many bytes; what stands in them is passed beside them, and used only where they have come.
 */
import type { Simulation } from '../engine/simulation.ts'
import type { Alien, SavedReply } from './aliens.ts'
import type { Environment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import { logicalHostOf, type Pid } from './pid.ts'
import type { Awaiting, Cast, KeptAnswer, Pending, Process } from './process.ts'

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
  readonly groups: readonly Pid[]
}
/** Whom an answer is for. */
export interface Sender {
  readonly from: Pid
  readonly boot: number
  readonly sequence: number
  readonly hops: number
  readonly exchange: Exchange
}
interface Held extends Sender {
  readonly message: Message
  readonly firstPart: Uint8Array | null
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
    answered.length + processes.reduce((sum, { received }) => sum + received.length, 0)
  const bytes = processes.length * PROCESS_BYTES + messages * MESSAGE_BYTES
  return { number: all.length, bytes, messages }
}

function processOf(kernel: Kernel, process: Process): TakenProcess {
  const { cast, pid, state, computing, inbox, awaiting, exchange, kept, arrival } = process
  const { sequence, queries, destroys, moves, transmitted } = process
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
    received: [...process.received.values()].map((pending) => heldOf(kernel, pending)),
    groups: [...process.memberships.keys()].filter((gid) =>
      kernel.groups.get(gid)?.members.has(process),
    ),
  }
}

function heldOf(kernel: Kernel, pending: Pending): Held {
  const { from, sequence, exchange, message, firstPart, alien } = pending
  const boot = alien?.boot ?? kernel.bootOf(from)
  return { from, boot, sequence, hops: alien?.hops ?? 0, exchange, message, firstPart }
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
  if (!sender || !processes.has(sender) || pending.group !== undefined) return
  const boot = kernel.bootOf(from)
  const known = kernel.aliens.of(from, boot)
  if (known && known.sequence >= sequence) return
  const alien = known ?? kernel.aliens.allocate()
  if (!alien) return
  alien.take(from, boot, sequence, exchange)
  alien.hops = 0
  if (received) alien.become('received')
  pending.alien = alien
  pending.sender = null
}

/** What its processes have answered and their kernel still remembers. */
function answeredBy(kernel: Kernel, logicalHost: number): Answered[] {
  return answeredAliens(kernel, logicalHost).flatMap((alien) => {
    const { sender: from, boot, sequence, hops, exchange } = alien
    const [reply] = alien.replies
    return reply && exchange ? [{ from, boot, sequence, hops, exchange, reply }] : []
  })
}

export function answeredAliens(kernel: Kernel, logicalHost: number): Alien[] {
  const its = ({ replies }: Alien) =>
    replies.some(({ from }) => logicalHostOf(from) === logicalHost)
  return kernel.aliens.aliens.filter((alien) => alien.state === 'replied' && its(alien))
}
