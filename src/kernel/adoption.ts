/** A guest's copy is put up from the pages and the state that have come: frozen, and under the same identifiers. */
import { NO_EVENT } from '../engine/simulation.ts'
import { Field } from '../trace/fields.ts'
import { NONE } from '../trace/record.ts'
import type { Alien } from './aliens.ts'
import { place } from './environments.ts'
import { addMember } from './groups.ts'
import { type GuestState, type Sender, stateNumber, type TakenProcess } from './guest-state.ts'
import type { Kernel } from './kernel.ts'
import { Memory } from './memory.ts'
import type { GuestCall } from './migration-calls.ts'
import type { Process } from './process.ts'
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
    const alien = alienFor(kernel, answered)
    alien?.keepReply(answered.reply, kernel.options.alienRetentionNs, kernel.aliens.free)
  }
  kernel.sim.cause = cause
  return true
}

function aliensWanted({ processes, answered }: GuestState): number {
  return answered.length + processes.reduce((sum, { received }) => sum + received.length, 0)
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
  for (const gid of taken.groups) addMember(kernel, process, gid, 0, 0)
  for (const held of taken.received) receivedBefore(kernel, process, held)
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
function receivedBefore(
  kernel: Kernel,
  process: Process,
  held: TakenProcess['received'][number],
): void {
  const alien = alienFor(kernel, held)
  alien?.become('received')
  const { from, sequence, exchange, message, firstPart } = held
  process.received.set(from, {
    from,
    message,
    exchange,
    sequence,
    firstPart,
    alien,
    sender: null,
    queuedRecord: NONE,
    taken: true,
    abandoned: false,
  })
  process.serves(exchange.entity)
}

/** Null where this kernel stands for a later Send of the same process. */
function alienFor(kernel: Kernel, { from, boot, sequence, hops, exchange }: Sender): Alien | null {
  const known = kernel.aliens.of(from, boot)
  if (known && known.sequence >= sequence) return null
  const alien = known ?? kernel.aliens.allocate()
  alien?.take(from, boot, sequence, exchange)
  if (alien) alien.hops = hops
  return alien
}
