/** A guest's copy is put up from the pages and the state that have come: frozen, and under the same identifiers. */
import { NO_EVENT } from '../engine/simulation.ts'
import { Field } from '../trace/fields.ts'
import { NONE } from '../trace/record.ts'
import type { Alien } from './aliens.ts'
import { place } from './environments.ts'
import { addMember } from './groups.ts'
import {
  type GuestState,
  type Held,
  type Sender,
  stateNumber,
  type TakenProcess,
} from './guest-state.ts'
import type { Kernel } from './kernel.ts'
import { Memory } from './memory.ts'
import type { GuestCall } from './migration-calls.ts'
import { register } from './naming.ts'
import { isGroup, type Pid } from './pid.ts'
import type { Pending, Process } from './process.ts'
import { runAgain } from './recorded.ts'
import { finishSend } from './send.ts'

/** False where its state has not come, its logical host is here already, or this kernel has no aliens to spare. */
export function adopt(kernel: Kernel, { room, state: number }: GuestCall): boolean {
  const state = stateNumber(kernel, number)
  const bytes = kernel.process(room.of)?.memory.view(room.start, room.count)
  if (!state || !bytes || kernel.environments.has(state.logicalHost)) return false
  if (aliensWanted(state) > freeAliens(kernel)) return false
  const memory = new Memory()
  const { logicalHost } = state
  const processes = new Set<Process>()
  const here = { moved: true, elsewhere: false, waiting: [] }
  const environment = { logicalHost, memory, processes, ...here }
  kernel.environments.set(logicalHost, environment)
  const { cause } = kernel.sim
  for (const taken of state.processes) {
    kernel.sim.cause = cause
    const made = place(kernel, environment, taken.cast, taken.pid)
    runAgain(made.program, taken.results, memory)
    putUp(kernel, made, taken)
  }
  // What the programs wrote when they ran again is behind the pages that came.
  memory.restore(bytes)
  for (const answered of state.answered) {
    kernel.sim.cause = cause
    answeredBefore(kernel, answered)
  }
  kernel.sim.cause = cause
  return true
}

function aliensWanted({ processes, answered }: GuestState): number {
  return (
    answered.length +
    processes.reduce((sum, { received, queued }) => sum + received.length + queued.length, 0)
  )
}
function freeAliens({ aliens }: Kernel): number {
  return aliens.aliens.filter(({ state }) => state === 'free').length
}

function putUp(kernel: Kernel, process: Process, taken: TakenProcess): void {
  const { state, computing, left, counts, inbox, awaiting, exchange, kept, arrival } = taken
  process.freeze()
  process.state = state
  process.computing = computing
  process.leftNs = left
  Object.assign(process, counts)
  process.inbox = inbox
  process.kept = kept
  process.arrival = arrival
  for (const { gid, user } of taken.groups) addMember(kernel, process, gid, user, 0)
  for (const [logicalId, scope] of taken.names) register(kernel, process, logicalId, scope)
  for (const held of taken.received) receivedBefore(kernel, process, held)
  for (const held of taken.queued) process.queue.push(pendingOf(kernel, process, held))
  if (process.queue.length > 0) process.queueChanged(0)
  process.datagrams.push(...taken.datagrams)
  process.transaction = taken.transaction
  if (!awaiting || !exchange) return
  process.exchange = exchange
  process.awaiting = {
    ...awaiting,
    giveUp: () => finishSend(kernel, process, 'noAnswer', null),
    retries: 0,
    train: null,
    timer: NO_EVENT,
    timerRecord: NONE,
    timerEntity: NONE,
  }
  exchange.movedTo(process.entity)
  kernel.sim.change(process.entity, Field.awaits, -1, exchange.entity)
}

/** Whoever waits for its answer is elsewhere now, or is served as if he were. */
function receivedBefore(kernel: Kernel, process: Process, held: Held): void {
  const pending = { ...pendingOf(kernel, process, held), taken: true }
  pending.alien?.become('received')
  process.received.set(held.from, pending)
  process.serves(held.exchange.entity)
}

function pendingOf(kernel: Kernel, { pid }: Process, held: Held): Pending {
  const { from, sequence, exchange, message, firstPart, group } = held
  return {
    from,
    message,
    exchange,
    sequence,
    firstPart,
    alien: alienFor(kernel, held, group ?? pid),
    sender: null,
    ...(group === undefined ? {} : { group }),
    queuedRecord: NONE,
    taken: false,
    abandoned: false,
  }
}

/** Where another member here has the same request the answer is kept beside that one's. */
function answeredBefore(kernel: Kernel, answered: GuestState['answered'][number]): void {
  const { from, boot, sequence, reply } = answered
  const { aliens, options } = kernel
  const known = aliens.of(from, boot)
  if (known?.sequence === sequence) return void known.replies.push(reply)
  const alien = alienFor(kernel, answered, reply.from)
  alien?.keepReply(reply, options.alienRetentionNs, aliens.free)
}

/** Null where this kernel stands for a later Send of the same process. Several members of a group share one. */
function alienFor(kernel: Kernel, sender: Sender, asked: Pid): Alien | null {
  const { from, boot, sequence, hops, exchange } = sender
  const known = kernel.aliens.of(from, boot)
  if (known && known.sequence === sequence && isGroup(asked)) {
    known.alsoFor(1)
    return known
  }
  if (known && known.sequence >= sequence) return null
  const alien = known ?? kernel.aliens.allocate()
  alien?.take(from, boot, sequence, exchange)
  if (alien) Object.assign(alien, { hops, asked })
  return alien
}
