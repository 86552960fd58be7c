/** What an atomic commitment costs, how it came out, and how long who had to wait. */
import { BRANCH_STATES, type BranchState, CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const PREPARED = BRANCH_STATES.indexOf('prepared')
const COORDINATOR = 'commit-coordinator'
const WATCHER = 'commit-watcher'
const PARTICIPANT = 'commit-participant'

/** Processes of each program, as they begin. */
function casts(context: FoldContext): ReadonlyMap<EntityId, string> {
  const names = [COORDINATOR, WATCHER, PARTICIPANT]
  const programs = new Map<EntityId, string>()
  context.observe([Kind.processCreated], ({ entity, b }) => {
    const program = names.find((name) => context.stringId(name) === b)
    if (program) programs.set(entity, program)
  })
  return programs
}

/** Requests and replies between machines, copies included, of the Sends of some processes. */
function messages(
  name: string,
  counts: (context: FoldContext, program: string, process: EntityId) => boolean,
): Metric {
  return {
    name,
    start(context) {
      const programs = casts(context)
      let count = 0
      context.observe([Kind.packetOut], ({ entity, a }) => {
        if (a !== PacketType.SEND && a !== PacketType.REPLY) return
        const process = context.parentOf(context.parentOf(entity))
        const program = programs.get(process)
        if (program && counts(context, program, process)) count++
      })
      return () => count
    },
  }
}

/** All of the commitment, and nothing of the transaction’s own work. A Send to a group is one. */
export const messagesSent = messages('messagesSent', () => true)

/** Of those, what is asked after a fault: inquiries, their answers, and what a coordinator says in a later life. */
export const recoveryMessages = messages(
  'recoveryMessages',
  (context, program, process) => program === WATCHER || context.localName(process).includes('#'),
)

/** Records that their writer waited for. */
export const forcedWrites: Metric = {
  name: 'forcedWrites',
  start(context) {
    let count = 0
    context.observe([Kind.logForced], () => void count++)
    return () => count
  },
}

/** From the wish to commit until the decision at the coordinator, or until a lone server’s flag is stable: the mean, ms. */
export const commitMs: Metric = {
  name: 'commitMs',
  start(context) {
    const open = new Map<EntityId, number>()
    let count = 0
    let total = 0
    const asked = [Kind.commitBegun, Kind.commitAsked]
    context.observe(asked, ({ entity, time }) => void open.set(entity, time))
    context.observe([Kind.decided, Kind.flagSet], ({ entity, time }) => {
      const since = open.get(entity)
      if (since === undefined) return
      open.delete(entity)
      total += time - since
      count++
    })
    return () => (count === 0 ? null : total / count / NS_PER_MS)
  },
}

const END_WORDS: Readonly<Record<BranchState, string>> = {
  none: 'nothing',
  active: 'active',
  prepared: 'in-doubt',
  committed: 'committed',
  aborted: 'aborted',
}
const word = (state: number | undefined) => END_WORDS[BRANCH_STATES[state ?? 0] ?? 'none']

/**
 * Of the participant that started again last: what its log had it in, and how that ended, `in-doubt-then-committed`.
 * Where none has: how it ended for all, or `in-doubt` where it has not ended for one.
 */
export const participantState: Metric = {
  name: 'participantState',
  start(context) {
    const programs = casts(context)
    const states = new Map<EntityId, number>()
    const found = new Map<EntityId, number>()
    let restarted: EntityId | null = null
    const isParticipant = (host: EntityId) =>
      [...programs].some(
        ([process, program]) => program === PARTICIPANT && context.parentOf(process) === host,
      )
    context.observe([CHANGE + Field.branchState], ({ entity, b }) => void states.set(entity, b))
    context.observe([Kind.reboot], ({ entity }) => {
      if (!isParticipant(entity)) return
      restarted = entity
      for (const branch of found.keys())
        if (context.parentOf(branch) === entity) found.delete(branch)
    })
    context.observe([Kind.recovered], ({ entity, a }) => void found.set(entity, a))
    return () => {
      const own = [...states].filter(([branch]) => {
        const host = context.parentOf(branch)
        return restarted === null ? isParticipant(host) : host === restarted
      })
      if (own.length === 0) return null
      const doubtful = own.find(([, state]) => state === PREPARED)
      const [branch, state] = doubtful ?? (own[own.length - 1] as [EntityId, number])
      if (restarted === null) return word(state)
      const at = found.get(branch) ?? 0
      return at === state ? word(at) : `${word(at)}-then-${word(state)}`
    }
  },
}

/** Of all transactions: machines that decided otherwise than the greater part did. */
export const decisionsDiffering: Metric = {
  name: 'decisionsDiffering',
  start(context) {
    const decisions = new Map<string, Map<EntityId, number>>()
    context.observe([Kind.decided], ({ entity, a }) => {
      const name = context.localName(entity)
      const its = decisions.get(name) ?? new Map<EntityId, number>()
      decisions.set(name, its)
      if (!its.has(entity)) its.set(entity, a)
    })
    return () => {
      let differing = 0
      for (const its of decisions.values()) {
        const commits = [...its.values()].filter((commit) => commit === 1).length
        differing += Math.min(commits, its.size - commits)
      }
      return differing
    }
  },
}

/** The longest time between two moments of one thing, ms; what has not ended by the end of the run counts till then. */
class Longest {
  private readonly open = new Map<EntityId, number>()
  private nanos = -1

  begin(entity: EntityId, time: number): void {
    if (!this.open.has(entity)) this.open.set(entity, time)
  }
  end(entity: EntityId, time: number): void {
    const since = this.open.get(entity)
    if (since === undefined) return
    this.open.delete(entity)
    this.nanos = Math.max(this.nanos, time - since)
  }
  readonly inMs = (endNs: number): number | null => {
    for (const since of this.open.values()) this.nanos = Math.max(this.nanos, endNs - since)
    return this.nanos < 0 ? null : this.nanos / NS_PER_MS
  }
}

/** The longest that a participant had promised and did not know, and so held its locks. */
export const inDoubtMs: Metric = {
  name: 'inDoubtMs',
  start(context) {
    const longest = new Longest()
    context.observe([CHANGE + Field.branchState], ({ entity, b, time }) => {
      if (b === PREPARED) longest.begin(entity, time)
      else longest.end(entity, time)
    })
    return longest.inMs
  },
}

/** The longest that somebody waited for a lock. */
export const lockWaitMs: Metric = {
  name: 'lockWaitMs',
  start(context) {
    const longest = new Longest()
    context.observe([Kind.lockAwaited], ({ a, time }) => longest.begin(a, time))
    context.observe([Kind.lockGranted], ({ a, time }) => longest.end(a, time))
    return longest.inMs
  },
}

/** How the coordinator has decided its last transaction, if it has. */
export const decisionState: Metric = {
  name: 'decisionState',
  start(context) {
    let last: EntityId | null = null
    const how = new Map<EntityId, number>()
    context.observe([Kind.commitBegun], ({ entity }) => {
      last = entity
    })
    context.observe([Kind.decided], ({ entity, a }) => void how.set(entity, a))
    return () => {
      if (last === null) return null
      const commit = how.get(last)
      return commit === undefined ? 'undecided' : commit === 1 ? 'committed' : 'aborted'
    }
  },
}

export const COMMITMENT_METRICS: readonly Metric[] = [
  messagesSent,
  recoveryMessages,
  forcedWrites,
  commitMs,
  participantState,
  decisionsDiffering,
  inDoubtMs,
  lockWaitMs,
  decisionState,
]
