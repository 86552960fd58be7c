/**
 * One processor: kernel work in order of arrival and never interrupted, users' work in order of readiness,
 * interrupted by the kernel's and taken up again where it was left.
 */
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'

interface Job<T> {
  /** The process that it works for; NONE for the kernel. */
  readonly process: EntityId
  readonly stage: string
  remaining: number
  readonly done: (argument: T) => void
  readonly argument: T
  readonly cause: RecordIndex
  /** Nothing waits for it. */
  readonly isBookkeeping: boolean
}

/** Told when a user's process gets the processor and when it loses it with work left. */
export interface Scheduling {
  dispatched(process: EntityId): void
  preempted(process: EntityId): void
}

const OWNER = { idle: 0, kernel: 1, user: 2, off: 3 } as const

export class Processor {
  readonly entity: EntityId
  private readonly sim: Simulation
  private readonly scheduling: Scheduling
  private kernelJobs: Job<unknown>[] = []
  private userJobs: Job<unknown>[] = []
  /** What suspended processes have left to do. */
  private readonly held = new Map<EntityId, Job<unknown>>()
  /** Processes whose work goes behind that of all others: guests on somebody's machine. */
  readonly behind = new Set<EntityId>()
  /** Whether it does, or takes its turn with theirs. */
  ownersFirst = true
  private current: Job<unknown> | null = null
  private startedAt = 0
  private burst: RecordIndex = NONE
  private end: EventHandle = NO_EVENT
  private owner: number = OWNER.idle
  /** Percent of full speed. */
  private speed = 100
  /** Times as fast, at full speed, as the machine that the costs are of; set before the run begins. */
  rated = 1

  constructor(sim: Simulation, host: EntityId, scheduling: Scheduling) {
    this.sim = sim
    this.scheduling = scheduling
    this.entity = sim.entity(EntityType.processor, host, 'cpu')
  }

  /** Kernel work of `nanos` at full speed; `done` is called when it has been done. */
  kernel<T>(nanos: number, stage: string, done: (argument: T) => void, argument: T): void {
    this.kernelJobs.push(this.kernelJob(nanos, stage, done, argument, false))
    this.dispatchKernel()
  }

  /** Kernel work that nothing waits for: in its turn, but behind what is asked for urgently. */
  bookkeeping(nanos: number, stage: string): void {
    this.kernelJobs.push(this.kernelJob(nanos, stage, () => {}, undefined, true))
    this.dispatchKernel()
  }

  /** Kernel work that goes before waiting bookkeeping, and behind all else. */
  urgent<T>(nanos: number, stage: string, done: (argument: T) => void, argument: T): void {
    const at = this.kernelJobs.findIndex(({ isBookkeeping }) => isBookkeeping)
    const job = this.kernelJob(nanos, stage, done, argument, false)
    this.kernelJobs.splice(at < 0 ? this.kernelJobs.length : at, 0, job)
    this.dispatchKernel()
  }

  private kernelJob<T>(
    nanos: number,
    stage: string,
    done: (argument: T) => void,
    argument: T,
    isBookkeeping: boolean,
  ): Job<unknown> {
    const { cause } = this.sim
    const job = { process: NONE, stage, remaining: nanos, done, argument, cause, isBookkeeping }
    return job as Job<unknown>
  }

  private dispatchKernel(): void {
    const running = this.current
    if (running && running.process !== NONE) {
      this.stop(1)
      this.userJobs.unshift(running)
      this.scheduling.preempted(running.process)
    }
    if (!this.current) this.dispatch()
  }

  user<T>(
    process: EntityId,
    nanos: number,
    stage: string,
    done: (argument: T) => void,
    argument: T,
  ): void {
    const { cause } = this.sim
    const isBookkeeping = false
    const job = { process, stage, remaining: nanos, done, argument, cause, isBookkeeping }
    this.queueUser(job as Job<unknown>)
    if (!this.current) this.dispatch()
  }

  /** An owner's work goes before the guests', and takes the processor from one that has it. */
  private queueUser(job: Job<unknown>): void {
    const { current, behind } = this
    if (behind.size === 0 || !this.ownersFirst || behind.has(job.process))
      return void this.userJobs.push(job)
    const at = this.userJobs.findIndex(({ process }) => behind.has(process))
    this.userJobs.splice(at < 0 ? this.userJobs.length : at, 0, job)
    if (!current || !behind.has(current.process)) return
    this.stop(1)
    const rest = this.userJobs.findIndex(({ process }) => behind.has(process))
    this.userJobs.splice(rest < 0 ? this.userJobs.length : rest, 0, current)
    this.scheduling.preempted(current.process)
  }

  private dispatch(): void {
    const job = this.kernelJobs.shift() ?? this.userJobs.shift()
    if (!job) return this.become(OWNER.idle)
    const { sim } = this
    this.current = job
    this.startedAt = sim.now
    sim.cause = job.cause
    const forWhom = job.process === NONE ? -1 : job.process
    this.become(job.process === NONE ? OWNER.kernel : OWNER.user)
    this.burst = sim.emit(Kind.burstOpen, this.entity, forWhom, sim.string(job.stage))
    if (job.process !== NONE) this.scheduling.dispatched(job.process)
    this.end = sim.after(
      Math.round((job.remaining * 100) / (this.speed * this.rated)),
      this.finish,
      undefined,
    )
  }

  private readonly finish = (): void => {
    const job = this.current as Job<unknown>
    this.current = null
    this.sim.emit(Kind.burstClose, this.entity, 0, 0, NONE, this.burst)
    job.done(job.argument)
    if (!this.current) this.dispatch()
  }

  /** Takes the running job off, keeping what is left of it. */
  private stop(how: 1 | 2): void {
    const job = this.current as Job<unknown>
    this.sim.cancel(this.end)
    const worked = Math.round(((this.sim.now - this.startedAt) * this.speed * this.rated) / 100)
    job.remaining = Math.max(0, job.remaining - worked)
    this.current = null
    this.sim.emit(Kind.burstClose, this.entity, how, 0, NONE, this.burst)
  }

  /** Takes the work of a process off, and keeps it until `release`. */
  hold(process: EntityId): void {
    const running = this.current?.process === process ? this.current : null
    const job = running ?? this.userJobs.find((waiting) => waiting.process === process)
    if (!job) return
    this.held.set(process, job)
    this.userJobs = this.userJobs.filter((waiting) => waiting !== job)
    if (!running) return
    this.stop(1)
    this.scheduling.preempted(process)
    this.dispatch()
  }

  /** What a process that is held has left to do, ns at full speed. */
  left(process: EntityId): number {
    return this.held.get(process)?.remaining ?? 0
  }

  /** Puts the work of a process behind that of all who are ready. */
  release(process: EntityId): void {
    const job = this.held.get(process)
    if (!job) return
    this.held.delete(process)
    this.queueUser(job)
    if (!this.current) this.dispatch()
  }

  /** Forgets the work of a process that is no more. */
  drop(process: EntityId): void {
    this.held.delete(process)
    this.behind.delete(process)
    this.userJobs = this.userJobs.filter((job) => job.process !== process)
    if (this.current?.process === process) {
      this.stop(2)
      this.dispatch()
    }
  }

  setSpeed(percent: number): void {
    const running = this.current
    if (running) this.stop(1)
    this.sim.change(this.hostOf(), Field.speed, this.speed, percent)
    this.speed = percent
    if (!running) return
    if (running.process === NONE) this.kernelJobs.unshift(running)
    else this.userJobs.unshift(running)
    this.dispatch()
  }

  powerOff(): void {
    if (this.current) this.stop(2)
    this.kernelJobs = []
    this.userJobs = []
    this.held.clear()
    this.become(OWNER.off)
  }

  powerOn(): void {
    this.become(OWNER.idle)
  }

  private hostOf(): EntityId {
    return this.sim.entities.parentOf(this.entity)
  }

  private become(owner: number): void {
    this.sim.change(this.entity, Field.cpuOwner, this.owner, owner)
    this.owner = owner
  }
}
