/** Whose machines they are: their owners come and go, and while one is there its programs compute. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import { logicalHostOf, type Pid } from '../kernel/pid.ts'
import { Compute, Delay, GetTime, Random, Send } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'
import { TURN_NS } from './turns.ts'

/** Programs of the owner's on a machine, by its place: when the run begins, and when a machine is asked for. */
const AT_FIRST = [1, 0, 1, 2, 1, 1, 1, 2, 2, 1]
const WHEN_ASKED = [1, 1, 2, 2, 1, 0, 1, 2, 2, 1]
/** How long the first lot is at work, and the second before and after a machine is asked for, ns. */
const FIRST_LOT_NS = 120_000_000
const BEFORE_NS = 50_000_000
const AFTER_NS = 300_000_000

const at = (programs: readonly number[], place: number) => programs[place % programs.length] ?? 0

/** Processes of the same machine as `self`. */
export function beside(self: Pid, all: readonly Pid[]): readonly Pid[] {
  return all.filter((each) => logicalHostOf(each) === logicalHostOf(self))
}

interface Owned {
  readonly manager: Pid
  /** Whether this program is among those of the first lot, and of the second. */
  readonly atFirst: boolean
  readonly whenAsked: boolean
  /** When machines are asked for, ns. */
  readonly askedNs: number
  /** When an owner who was away comes back, ns; null: not in this run. */
  readonly returnsNs: number | null
}

export function* ownersProgram(owned: Owned): Program {
  const { manager, atFirst, whenAsked, askedNs, returnsNs } = owned
  // Not all at the same instant: the slices of two machines do not keep step.
  const apart = yield* Random(TURN_NS)
  if (atFirst) yield* works(manager, apart, FIRST_LOT_NS)
  if (whenAsked) yield* works(manager, askedNs - BEFORE_NS + apart, askedNs + AFTER_NS)
  else if (returnsNs !== null) yield* works(manager, returnsNs, askedNs + AFTER_NS)
}

function* works(manager: Pid, fromNs: number, untilNs: number): Program {
  const now = yield* GetTime()
  yield* Delay(Math.max(0, fromNs - now))
  yield* Send(manager, message(Request.owners, 1))
  while ((yield* GetTime()) < untilNs) yield* Compute(TURN_NS)
  yield* Send(manager, message(Request.owners, -1))
}

export const machineOwnerPart: Part = {
  name: 'machine-owner',
  args: {
    managers: { type: 'processes', says: 'all program managers' },
    owners: { type: 'processes', says: 'all programs of owners' },
    askedSeconds: { type: 'number', says: 'when machines are asked for, s' },
    returns: { type: 'number', default: 0, says: 'machine whose owner comes back; 0: none' },
    returnsMicros: { type: 'number', default: 0, says: 'how long after they are asked for, µs' },
  },
  create: (args, self) => {
    const managers = args.processes('managers')
    const manager = beside(self, managers)[0] as Pid
    const place = managers.indexOf(manager)
    const which = beside(self, args.processes('owners')).indexOf(self)
    const askedNs = Math.round(args.number('askedSeconds') * 1e9)
    const returnsNs = askedNs + Math.round(args.number('returnsMicros') * 1e3)
    return ownersProgram({
      manager,
      atFirst: which < at(AT_FIRST, place),
      whenAsked: which < at(WHEN_ASKED, place),
      askedNs,
      returnsNs: args.number('returns') === place + 1 ? returnsNs : null,
    })
  },
}
