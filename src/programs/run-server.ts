/** The rival of asking: one server polls all machines every so often, and chooses from its table. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, Random, Receive, Reply, Send } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

/** A machine of the run server's listing: 3.0 MIPS, and memory enough for the term not to decide (facts/systems §6). */
const KIPS = 3000
const MEMTRUNC_KB = 2048
const NO_ANSWER = -1

/**
 * Suitability = PREF · Speed · min(MEMTRUNC, AvailMem) · Startup with Speed = KIPS / (load + 1); no text is cached
 * anywhere, so Startup is 1, and PREF is 100 % for all.
 */
function suitability(load: number): number {
  return (KIPS / (load + 1)) * MEMTRUNC_KB
}

/** Between two polls the table is as old as it is. */
export function* runPoller(
  managers: readonly Pid[],
  server: Pid,
  everyNs: number,
  rounds: number,
): Program {
  for (let round = 0; round < rounds; round++) {
    if (round > 0) yield* Delay(everyNs)
    for (const [place, manager] of managers.entries()) {
      const answer = yield* Send(manager, message(Request.status))
      const load = answer.message?.value ?? NO_ANSWER
      yield* Send(server, message(Request.register, place, String(load)))
    }
  }
}

/** Chooses at random among the machines within `equivPercent` of the best in the table. */
export function* runServer(managers: readonly Pid[], equivPercent: number): Program {
  const loads = new Map<number, number>()
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.register) {
      loads.set(request.value, Number(request.text))
      yield* Reply(message(Result.ok), from)
      continue
    }
    const up = [...loads].filter(([, load]) => load !== NO_ANSWER)
    const best = up.reduce((most, [, load]) => Math.max(most, suitability(load)), 0)
    const good = up.filter(([, load]) => suitability(load) * 100 >= best * (100 - equivPercent))
    const [place] = good.length > 0 ? (good[yield* Random(good.length)] ?? [-1]) : [-1]
    yield* Reply(message(Result.ok, managers[place] ?? NO_PROCESS), from)
  }
}

export const runServerPart: Part = {
  name: 'run-server',
  args: {
    managers: { type: 'processes', says: 'all program managers' },
    equivPercent: {
      type: 'number',
      default: 5,
      says: 'machines so near to the best are as good, %',
    },
  },
  create: (args) => runServer(args.processes('managers'), args.number('equivPercent')),
}

export const runPollerPart: Part = {
  name: 'run-poller',
  args: {
    managers: { type: 'processes', says: 'all program managers' },
    server: { type: 'process', says: 'the run server' },
    everySeconds: { type: 'number', default: 5, says: 'time between two polls, s' },
    rounds: { type: 'number', default: 2, says: 'how often it goes round in a run' },
  },
  create: (args) =>
    runPoller(
      args.processes('managers'),
      args.process('server'),
      Math.round(args.number('everySeconds') * 1e9),
      args.number('rounds'),
    ),
}
