/** The rival of asking: one server polls all machines every so often, and chooses from its table. */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, GetTime, Random, Receive, Reply, Send } from '../kernel/system-calls.ts'
import {
  type HostNews,
  hostFor,
  type Needs,
  needsOf,
  newsOf,
  newsText,
} from '../services/run-server/news.ts'
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
  const table = new Table(managers)
  const quiet = new Quiet()
  let before: Choice = { asGood: 0, suitability: 0 }
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.anyAsked) yield* quiet.answer(from, request.value)
    else if (request.code === Request.register) yield* table.enter(from, request)
    else {
      const needs = needsOf(request.text)
      const chosen = yield* table.choose(needs, equivPercent)
      if (needs && chosen) before = yield* tellChoice(before, chosen, needs.neededKB)
      yield* Reply(message(Result.ok, chosen?.manager ?? NO_PROCESS), from)
      yield* quiet.asked()
    }
  }
}

/** What each machine said at the last poll. */
class Table {
  private readonly managers: readonly Pid[]
  private readonly news = new Map<number, HostNews>()
  /** Whether machines tell of their memory: only then is there a table to look at. */
  private tells = false

  constructor(managers: readonly Pid[]) {
    this.managers = managers
  }

  *enter(poller: Pid, { value: place, text }: Message): Step<void> {
    const news = newsOf(text)
    this.news.set(place, news)
    this.tells ||= news.memory !== null
    if (this.tells) yield* tellNews(this.managers[place] ?? NO_PROCESS, news)
    yield* Reply(message(Result.ok), poller)
  }

  /** Undefined where no machine has answered. */
  *choose(needs: Needs | null, equivPercent: number): Step<Chosen | undefined> {
    const up = [...this.news].filter(([, { load }]) => load !== NO_ANSWER)
    const hosts = up.map(([, news]) => hostFor(news, needs?.program ?? 0))
    const weights = hosts.map((host) => suitability(host, needs?.neededKB ?? 0))
    const good = asGoodAsBest(weights, equivPercent)
    if (good.length === 0) return undefined
    const at = good[yield* Random(good.length)] as number
    return {
      manager: this.managers[up[at]?.[0] ?? -1] as Pid,
      host: hosts[at] as Host,
      asGood: good.length,
      suitability: Math.round(weights[at] as number),
    }
  }
}

/** Lets a poller rest while nobody asks, and wakes it. */
class Quiet {
  /** Kept once a poller wants to know: when a host was asked for last, ns. */
  private askedNs: number | null = null
  private resting: Pid = NO_PROCESS;

  *answer(poller: Pid, restsMs: number): Step<void> {
    const now = yield* GetTime()
    this.askedNs ??= now
    const isQuiet = now - this.askedNs >= restsMs * NS_PER_MS
    if (isQuiet) this.resting = poller
    yield* Reply(message(isQuiet ? Result.retry : Result.ok), poller)
  }

  /** Somebody has asked for a host. */
  *asked(): Step<void> {
    if (this.askedNs !== null) this.askedNs = yield* GetTime()
    if (this.resting !== NO_PROCESS) yield* Send(this.resting, message(Request.anyAsked))
    this.resting = NO_PROCESS
  }
}

interface Choice {
  readonly asGood: number
  readonly suitability: number
}

interface Chosen extends Choice {
  readonly manager: Pid
  readonly host: Host
}

/** What only an onlooker sees: how many were as good as the best, how good the one that was named, and which it is. */
function* tellChoice(before: Choice, chosen: Chosen, neededKB: number): Step<Choice> {
  const { manager, host, asGood, suitability } = chosen
  if (before.asGood !== asGood) yield* Tell(CHANGE + Field.hostsAsGood, null, before.asGood, asGood)
  if (before.suitability !== suitability)
    yield* Tell(CHANGE + Field.suitability, null, before.suitability, suitability)
  yield* Tell(Kind.hostNamed, null, { process: manager }, countedKB(host, neededKB))
  return chosen
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
