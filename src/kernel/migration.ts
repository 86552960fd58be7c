/** The steps of moving an environment (facts/v-system §2), each at the kernel of the program manager that asks for it. */
import { contentHash } from '../engine/content-hash.ts'
import type { Outcome } from '../engine/program.ts'
import { NO_EVENT } from '../engine/simulation.ts'
import { Field } from '../trace/fields.ts'
import { DestroyReason, Kind, LeaveReason } from '../trace/kinds.ts'
import { adopt } from './adoption.ts'
import { type Environment, firstOf, waitersGoOn } from './environments.ts'
import { sendForward } from './forward.ts'
import { placeSegment } from './grants.ts'
import { leaveAll } from './groups.ts'
import { forgetAnswers, isPassedOn, serveAsElsewhere, takeDown } from './guest-state.ts'
import type { Kernel } from './kernel.ts'
import type { GuestCall, GuestOp } from './migration-calls.ts'
import { isGroup, logicalHostOf } from './pid.ts'
import type { Pending, Process } from './process.ts'
import { announce } from './rebinding.ts'
import { receive } from './receive.ts'
import { cancelTimer, transmitRequest } from './retransmit.ts'
import { computed, sleep } from './run-process.ts'
import { finishSend } from './send.ts'

interface Step {
  readonly kernel: Kernel
  readonly process: Process
  readonly environment: Environment
  readonly call: GuestCall
}

/** Of an environment that is not here nothing can be done. */
export function guestCall(kernel: Kernel, process: Process, call: GuestCall): Outcome {
  const { op, guest } = call
  if (op === 'adopt') return { result: adopt(kernel, call) }
  const environment = kernel.environments.get(logicalHostOf(guest))
  if (!environment) return { result: op === 'takeDirty' ? [] : false }
  return { result: STEPS[op]({ kernel, process, environment, call }) }
}

const STEPS: Readonly<Record<Exclude<GuestOp, 'adopt'>, (step: Step) => unknown>> = {
  watch,
  takeDirty: ({ environment }) => environment.memory.takeDirty(),
  countDirty: ({ environment }) => environment.memory.dirtyPages(),
  freeze,
  thaw: ({ kernel, environment, call }) => thaw(kernel, environment, call.guest),
  takeState,
  remove,
  announce: ({ kernel, process, call }) => announce(kernel, process, call.guest),
}

function watch({ kernel, environment }: Step): number {
  const { memory } = environment
  const first = firstOf(environment)
  memory.wrote = (before, after) => {
    const { cause } = kernel.sim
    kernel.sim.change(first, Field.pagesWritten, before, after)
    kernel.sim.cause = cause
  }
  memory.watch()
  return memory.dirtyPages()
}

/** Between two of its own steps: what a kernel has in its hands just now is neither here nor there. */
function isSettled({
  state,
  computing,
  inHand,
  move,
  suspended,
  awaiting,
  takesDatagram,
}: Process) {
  if (inHand || move || suspended || takesDatagram) return false
  if (computing || state === 'receiving' || state === 'delaying') return true
  if (state !== 'awaiting-reply' || awaiting?.kind !== 'send') return false
  return !awaiting.control && !isGroup(awaiting.to) && !awaiting.train?.running
}

function freeze({ kernel, environment, call }: Step): boolean {
  const all = [...environment.processes]
  if (!all.every(isSettled)) return false
  const { sim } = kernel
  const { cause } = sim
  const { memory } = environment
  sim.emit(Kind.guestFrozen, firstOf(environment), memory.dirtyPages(), contentHash(memory.all()))
  for (const each of all) {
    kernel.cpu.hold(each.entity)
    each.freeze()
    sim.cancel(each.wakeUp)
    each.wakeUp = NO_EVENT
    if (each.state === 'delaying') each.leftNs = Math.max(0, each.wakesAt - sim.now)
  }
  sim.cause = cause
  return call.guest > 0
}

function takeState({ kernel, environment, call }: Step): { number: number; bytes: number } {
  const { number, bytes, messages } = takeDown(kernel, environment, call.state === 1)
  kernel.sim.emit(Kind.stateTaken, firstOf(environment), bytes, messages)
  serveAsElsewhere(kernel, environment)
  waitersGoOn(kernel, environment)
  return { number, bytes }
}

/** Goes on: each process with what it was about, as if no time had passed. */
export function thaw(kernel: Kernel, environment: Environment, guest: number): void {
  const { sim } = kernel
  const { memory, moved } = environment
  const first = firstOf(environment)
  environment.elsewhere = false
  sim.emit(Kind.guestThawed, first, moved ? 1 : 0, contentHash(memory.all()))
  const { cause } = sim
  for (const each of [...environment.processes]) {
    sim.cause = cause
    if (each.frozen) goOn(kernel, each, guest)
  }
  sim.cause = cause
  waitersGoOn(kernel, environment)
}

function goOn(kernel: Kernel, process: Process, guest: number): void {
  const { state, awaiting, kept } = process
  process.thaw()
  process.kept = null
  if (process.computing) {
    if (kernel.cpu.left(process.entity) > 0) return kernel.cpu.release(process.entity)
    const done = { kernel, process }
    return kernel.cpu.user(process.entity, Math.max(1, process.leftNs), 'compute', computed, done)
  }
  if (state === 'delaying') return sleep(kernel, process, process.leftNs)
  if (state === 'receiving' && process.queue.length > 0)
    return void receive(kernel, process, process.inbox)
  if (!awaiting) return
  if (kept) {
    if (kept.segment && kept.message)
      placeSegment(kernel, process, awaiting.exchange.entity, kept.segment)
    return finishSend(kernel, process, kept.result, kept.message, kept.from)
  }
  if (process.environment?.moved && guest > 0) transmitRequest(kernel, process, awaiting)
}

/** The other copy goes on; of this one nothing is told to anybody: who waits for it will ask again. */
function remove({ kernel, environment }: Step): void {
  const { sim } = kernel
  const { cause } = sim
  for (const each of [...environment.processes]) {
    sim.cause = cause
    removeCopy(kernel, each)
  }
  forgetAnswers(kernel, environment.logicalHost)
  kernel.environments.delete(environment.logicalHost)
  kernel.addresses.delete(environment.logicalHost)
  for (const each of [...kernel.processes.values()]) {
    const { awaiting } = each
    const waits = awaiting?.kind === 'send' && !isGroup(awaiting.to)
    if (!waits || logicalHostOf(awaiting.to) !== environment.logicalHost) continue
    sim.cause = cause
    transmitRequest(kernel, each, awaiting)
  }
  sim.cause = cause
  waitersGoOn(kernel, environment)
}

function removeCopy(kernel: Kernel, process: Process): void {
  const { sim } = kernel
  const { awaiting } = process
  sim.emit(Kind.processDestroyed, process.entity, DestroyReason.moved)
  process.serves(-1)
  if (awaiting) {
    cancelTimer(kernel, awaiting)
    process.awaiting = null
    sim.change(process.entity, Field.awaits, awaiting.exchange.entity, -1)
  }
  for (const pending of [...process.queue, ...process.received.values()])
    leave(kernel, process, pending)
  process.queue.length = 0
  process.received.clear()
  leaveAll(kernel, process, LeaveReason.left)
  process.become('dead')
  kernel.cpu.drop(process.entity)
  kernel.processes.delete(process.cast.local)
  process.environment?.processes.delete(process)
  for (const [logicalId, { pid }] of kernel.names)
    if (pid === process.pid) kernel.names.delete(logicalId)
}

/** What it had of others' requests has gone along, or is asked for again; of one that was passed on here its sender is told. */
function leave(
  kernel: Kernel,
  { pid }: Process,
  { alien, message, sequence, group }: Pending,
): void {
  const { aliens, options } = kernel
  if (!alien || alien.sequence !== sequence) return
  if (group !== undefined) return alien.without(options.alienRetentionNs, aliens.free)
  if (!isPassedOn(alien, pid)) return aliens.free(alien)
  alien.passOn({ message, to: pid, from: alien.asked }, options.alienRetentionNs, aliens.free)
  sendForward(kernel, alien)
}
