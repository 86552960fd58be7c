import type { Program } from '../engine/program.ts'
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field, PROCESS_STATES, type ProcessState } from '../trace/fields.ts'
import type { SendResultName } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Alien } from './aliens.ts'
import type { Arrival } from './arrival.ts'
import type { ControlOp } from './control-calls.ts'
import type { Delivered } from './datagrams.ts'
import type { Environment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { GroupTransaction } from './group-transaction.ts'
import { Memory } from './memory.ts'
import type { Message } from './message.ts'
import type { Move } from './move.ts'
import type { Carried } from './packets.ts'
import type { Pid } from './pid.ts'
import { recorded } from './recorded.ts'
import type { GroupKnown } from './system-calls.ts'
import type { Train } from './train.ts'

/** A part in the cast: what a host starts, and starts again, under a local identifier that stays the same. */
export interface Cast {
  readonly name: string
  readonly local: number
  readonly program: string
  readonly create: (self: Pid) => Program
  readonly startNs: number
  readonly restarts: boolean
  /** Whose it is: what a restricted group asks; 0: nobody's in particular. */
  readonly user: number
}

/** A message that waits to be received or answered. From here it came by its alien, or from a local process. */
export interface Pending {
  readonly from: Pid
  readonly message: Message
  readonly exchange: Exchange
  /** Of the Send. */
  readonly sequence: number
  alien: Alien | null
  sender: Process | null
  /** The group that it was sent to, if it was. */
  readonly group?: Pid
  readonly queuedRecord: RecordIndex
  /** A program has Received it: from here on nobody can say that it was not carried out. */
  taken: boolean
  /** Whoever sent it is no more, and its work has been ended. */
  abandoned: boolean
  /** The first part of the sender's readable segment, where it came along. */
  readonly firstPart: Uint8Array | null
}

/** How a Send of a frozen process has ended. */
export interface KeptAnswer {
  readonly result: SendResultName
  readonly message: Message | null
  readonly from: Pid
  readonly segment: Carried | null
}

/** What a process in awaiting-reply waits for. */
export interface Awaiting {
  readonly kind: 'send' | 'getPid' | 'destroy' | 'group'
  /** Asked of the kernels there, not of a process; and what the program is told in the end. */
  readonly control?: { readonly op: ControlOp; readonly tells: 'answer' | 'whether' }
  readonly sequence: number
  /** Whom it waits for, and with what: a Forward changes both. */
  to: Pid
  message: Message | null
  argument: number
  readonly exchange: Exchange
  /** Of what is for a group: done for its members on this machine, again with every copy that is sent. */
  here?: () => void
  /** Ends it when nobody has answered the last copy. */
  readonly giveUp: () => void
  /** Boot identity that the receiver's kernel was known by when this began; 0 where it was not. */
  readonly serverBoot: number
  /** Copies and enquiries sent so far. */
  asked: number
  /** When the receiver's machine was last heard of, or this began, ns. */
  heardNs: number
  /** Time to the next enquiry, ns. */
  intervalNs: number
  /** The sending end of a MoveFrom, while its bytes are read from here. */
  train: Train | null
  retries: number
  timer: EventHandle
  timerRecord: RecordIndex
  timerEntity: EntityId
}

export class Process {
  readonly entity: EntityId
  readonly pid: Pid
  readonly cast: Cast
  readonly program: Program
  /** What it is doing or waiting for; a suspended process keeps it, though the trace says `suspended`. */
  state: ProcessState = 'none'
  suspended = false
  /** Its environment is being moved: it does nothing, and what comes for it is kept, or put off. */
  frozen = false
  /** The answer to its Send that came while it was frozen. */
  kept: KeptAnswer | null = null
  /** When a Delay of its ends, ns. */
  wakesAt = 0
  /** Of its Compute or its Delay, while it is frozen, ns. */
  leftNs = 0
  /** What its program's system calls have come back with: of a guest alone, and enough to go on from elsewhere. */
  readonly results: unknown[] = []
  /** How a suspended process goes on, where what it waited for has come meanwhile. */
  held: (() => void) | null = null
  sequence = 0
  queries = 0
  destroys = 0
  /** How many spans of each name it has told of. */
  readonly spans = new Map<string, number>()
  /** In a Compute that may be broken off. */
  computing = false
  awaiting: Awaiting | null = null
  /** Told when a question about a group is answered, or has been met by silence. */
  told: ((known: GroupKnown) => void) | null = null
  /** The last Send, if it was to a group: open for GetReply until the next. */
  transaction: GroupTransaction | null = null
  /** Its places in groups, past ones included. */
  readonly memberships = new Map<Pid, EntityId>()
  /** Its transaction whose span is open: from the call until the program has the answer. */
  exchange: Exchange | null = null
  /** A message on its way from the queue to the program, or a reply on its way out of it. */
  inHand: Pending | null = null
  wakeUp: EventHandle = NO_EVENT
  /** Datagrams that wait to be taken, and whether it waits for one; how many it sent. */
  readonly datagrams: Delivered[] = []
  takesDatagram = false
  transmitted = 0
  readonly memory: Memory
  /** The guests' environment that it belongs to; null for a process of the machine's own. */
  readonly environment: Environment | null
  /** Where a segment is to come with the next message. */
  inbox: { readonly start: number; readonly size: number } | null = null
  /** Its MoveTo or MoveFrom under way, and how many there were. */
  move: Move | null = null
  moves = 0
  /** What came, or comes, of a move into this process's segment. */
  arrival: Arrival | null = null
  /** Whom it answered last, by pid: of use only to a kernel that does not check grants. */
  readonly answered = new Map<Pid, Pending>()
  readonly queue: Pending[] = []
  /** Senders that this process has received from and not answered, by pid. */
  readonly received = new Map<Pid, Pending>()
  /** The exchange that it last Received and has not answered; the onlooker's. */
  private serving: EntityId = -1
  readonly variables = new Map<string, { readonly entity: EntityId; value: number }>()
  private readonly sim: Simulation

  constructor(
    sim: Simulation,
    host: EntityId,
    cast: Cast,
    pid: Pid,
    incarnation: number,
    environment: Environment | null = null,
  ) {
    this.sim = sim
    this.environment = environment
    this.memory = environment?.memory ?? new Memory()
    this.cast = cast
    this.pid = pid
    this.entity =
      incarnation > 1
        ? sim.entity(EntityType.process, host, `${cast.name}#`, incarnation)
        : sim.entity(EntityType.process, host, cast.name)
    const program = cast.create(pid)
    this.program = environment ? recorded(program, this.results) : program
  }

  become(state: ProcessState, because: RecordIndex = NONE): void {
    if (!this.suspended && !this.frozen) this.show(this.state, state, because)
    else if (state === 'dead') this.show(this.frozen ? 'frozen' : 'suspended', state, because)
    this.state = state
  }

  /** Stops it, or lets it go on from wherever it is by now. */
  stop(): void {
    this.show(this.state, 'suspended', NONE)
    this.suspended = true
  }
  goOn(): void {
    this.suspended = false
    this.show('suspended', this.state, NONE)
  }

  freeze(): void {
    this.show(this.state, 'frozen', NONE)
    this.frozen = true
  }
  thaw(): void {
    this.frozen = false
    this.show('frozen', this.state, NONE)
  }

  private show(before: ProcessState, after: ProcessState, because: RecordIndex): void {
    const index = (state: ProcessState) => PROCESS_STATES.indexOf(state)
    this.sim.change(this.entity, Field.state, index(before), index(after), because)
  }

  get dead(): boolean {
    return this.state === 'dead'
  }

  serves(exchange: EntityId): void {
    if (exchange === this.serving) return
    this.sim.change(this.entity, Field.serving, this.serving, exchange)
    this.serving = exchange
  }
  /** It has answered this one, or never will: of a server of many the last one stays as it is. */
  isDoneWith(exchange: EntityId): void {
    if (exchange === this.serving) this.serves(-1)
  }

  queueChanged(before: number): void {
    this.sim.change(this.entity, Field.queueLength, before, this.queue.length)
  }
}
