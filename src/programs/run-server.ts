/** The rival of asking: one server polls all machines every so often, and chooses from its table. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, GetTime, Random, Receive, Reply, Send } from '../kernel/system-calls.ts'
import { type HostNews, hostFor, needsOf, newsOf, newsText } from '../services/run-server/news.ts'
import {
  asGoodAsBest,
  countedKB,
  type Host,
  RUN_SERVER_DEFAULTS,
  suitability,
} from '../services/run-server/suitability.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

const NO_ANSWER = -1
const NS_PER_MS = 1_000_000
/** A record holds the load and the free KB in one number. */
const LOAD_UNIT = 65_536

/** Between two polls the table is as old as it is. `restsNs`: after so long without a question it waits for one; 0: it never does. */
export function* runPoller(
  managers: readonly Pid[],
  server: Pid,
  everyNs: number,
  rounds: number,
  restsNs = 0,
): Program {
  for (let round = 0; round < rounds; round++) {
    const isWoken = round > 0 && restsNs > 0 && (yield* rests(server, restsNs))
    if (round > 0 && !isWoken) yield* Delay(everyNs)
    for (const [place, manager] of managers.entries()) {
      const answer = yield* Send(manager, message(Request.status))
      const load = answer.message?.value ?? NO_ANSWER
      const memory = answer.message?.text ?? ''
      yield* Send(server, message(Request.register, place, newsText(load, memory)))
    }
  }
}

/** Where nobody has asked the server for so long, its poller waits until it hears from the server that somebody does: true. */
function* rests(server: Pid, restsNs: number): Step<boolean> {
  const { message: answer } = yield* Send(
    server,
    message(Request.anyAsked, Math.round(restsNs / NS_PER_MS)),
  )
  if (answer?.code !== Result.retry) return false
  const { from } = yield* Receive()
  return yield* Reply(message(Result.ok), from)
}

/** Chooses at random among the machines within `equivPercent` of the best in its table, by the published formula. */
export function* runServer(managers: readonly Pid[], equivPercent: number): Program {
  const table = new Map<number, HostNews>()
  const before = { asGood: 0, suitability: 0 }
  /** Whether machines tell of their memory: only then is there a choice to look at. */
  let tells = false
  /** Kept once a poller wants to know: when a host was asked for last, ns. */
  let askedNs: number | null = null
  let resting: Pid = NO_PROCESS
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.anyAsked) {
      const now = yield* GetTime()
      askedNs ??= now
      const isQuiet = now - askedNs >= request.value * NS_PER_MS
      if (isQuiet) resting = from
      yield* Reply(message(isQuiet ? Result.retry : Result.ok), from)
      continue
    }
    if (request.code === Request.register) {
      const news = newsOf(request.text)
      table.set(request.value, news)
      tells ||= news.memory !== null
      if (tells) yield* tellNews(managers[request.value] ?? NO_PROCESS, news)
      yield* Reply(message(Result.ok), from)
      continue
    }
    const needs = needsOf(request.text)
    const up = [...table].filter(([, { load }]) => load !== NO_ANSWER)
    const hosts = up.map(([, news]) => hostFor(news, needs?.program ?? 0))
    const weights = hosts.map((host) => suitability(host, needs?.neededKB ?? 0))
    const good = asGoodAsBest(weights, equivPercent)
    const chosen = good.length > 0 ? good[yield* Random(good.length)] : undefined
    const named = chosen === undefined ? NO_PROCESS : (managers[up[chosen]?.[0] ?? -1] as Pid)
    if (needs && chosen !== undefined) {
      const now = { asGood: good.length, suitability: Math.round(weights[chosen] as number) }
      yield* tellChoice(before, now)
      yield* Tell(
        Kind.hostNamed,
        null,
        { process: named },
        countedKB(hosts[chosen] as Host, needs.neededKB),
      )
      Object.assign(before, now)
    }
    yield* Reply(message(Result.ok, named), from)
    if (askedNs !== null) askedNs = yield* GetTime()
    if (resting !== NO_PROCESS) yield* Send(resting, message(Request.anyAsked))
    resting = NO_PROCESS
  }
}

interface Choice {
  readonly asGood: number
  readonly suitability: number
}

/** What only an onlooker sees: how many were as good as the best, and how good the one that was named. */
function* tellChoice(before: Choice, now: Choice): Program {
  if (before.asGood !== now.asGood)
    yield* Tell(CHANGE + Field.hostsAsGood, null, before.asGood, now.asGood)
  if (before.suitability !== now.suitability)
    yield* Tell(CHANGE + Field.suitability, null, before.suitability, now.suitability)
}

/** What a line of the table says from now on. */
function* tellNews(process: Pid, { load, memory }: HostNews): Program {
  const packed = load === NO_ANSWER ? NO_ANSWER : load * LOAD_UNIT + (memory?.freeKB ?? 0)
  yield* Tell(Kind.hostNews, null, { process }, packed)
}

export const runServerPart: Part = {
  name: 'run-server',
  args: {
    managers: { type: 'processes', says: 'all program managers' },
    equivPercent: {
      type: 'number',
      default: RUN_SERVER_DEFAULTS.equivPercent,
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
    restsSeconds: {
      type: 'number',
      default: 0,
      says: 'time without a question after which it waits for one, s; 0: it never rests',
    },
  },
  create: (args) =>
    runPoller(
      args.processes('managers'),
      args.process('server'),
      Math.round(args.number('everySeconds') * 1e9),
      args.number('rounds'),
      Math.round(args.number('restsSeconds') * 1e9),
    ),
}
