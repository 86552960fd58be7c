/**
 * A worker of a search: asks the master for a part, looks at its nodes, and asks again with what it found. The best
 * that it knows cuts off branches; whoever finds a better one may tell the group, once and without an answer.
 */
import type { Program, Step } from '../engine/program.ts'
import { ReceiveDatagram, Tell, Transmit } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Compute, Delay, JoinGroup, Note, Receive, Send, Show } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'
import { type CityMap, cityMap, GRID, PartOfSearch, type Tour } from './tour.ts'

export const SHARE = ['never', 'on-improvement'] as const
/** No part is done yet: the worker needs the map, and what is known. */
export const NOTHING_DONE = -1
/** Digits of the bound behind the map in the master’s first answer; 0 stands for none. */
export const BOUND_DIGITS = 3

interface Searching {
  readonly self: Pid
  readonly group: Pid
  readonly master: Pid
  readonly shares: boolean
  readonly nodeNs: number
  /** Nodes looked at between two looks at what others have found. */
  readonly stretch: number
  readonly pauseNs: number
}
interface Known {
  best: number
  /**
   * The best tour that it has found or heard of. Whoever cuts off branches by a tour must be able to name it: its
   * finder may lose its power before the master has it.
   */
  tour: Tour | null
  told: number
  nodes: number
}

/** Sends of one request before the master is taken for dead. */
const TRIES = 3

export function* searchWorker(searching: Searching): Program {
  const joined = yield* JoinGroup(searching.group)
  if (joined !== 'joined') return yield* Note(`JoinGroup: ${joined}`)
  const known: Known = { best: Number.POSITIVE_INFINITY, tour: null, told: 0, nodes: 0 }
  yield* Show('nodes', 0)
  let map: CityMap | null = null
  let finished = NOTHING_DONE
  for (;;) {
    const given = yield* ask(searching, known, finished)
    if (!given || given.code === Result.refused) break
    if (given.code === Result.retry) {
      yield* Delay(searching.pauseNs)
      continue
    }
    if (!map) {
      const bound = Number.parseInt(given.text.slice(-BOUND_DIGITS), GRID)
      map = cityMap(given.text.slice(0, -BOUND_DIGITS))
      // The master has the tour itself.
      if (bound > 0) yield* heardOf(known, bound, null)
    }
    finished = given.value
    yield* searchPart(searching, known, map, finished)
  }
  // Nothing left to do: it is there for whatever comes next, until somebody ends it.
  for (;;) yield* Receive()
}

/** Tells what part is done and what was found, and asks for the next; null where there is no master any more. */
function* ask({ master }: Searching, { tour }: Known, finished: number) {
  const found = tour ? message(Request.work, tour.length, `${finished}:${tour.order}`) : null
  const request = found ?? message(Request.work, 0, `${finished}:`)
  for (let n = 1; n <= TRIES; n++) {
    const answer = yield* Send(master, request)
    if (answer.message) return answer.message
    if (answer.result === 'noSuchProcess') return null
  }
  return null
}

function* searchPart(searching: Searching, known: Known, map: CityMap, number: number): Step<void> {
  const part = new PartOfSearch(map, number, known.best)
  let inPart = 0
  while (!part.done) {
    let nodes = 0
    let found: Tour | null = null
    while (!part.done && !found && nodes < searching.stretch) {
      found = part.step()
      nodes++
    }
    inPart += nodes
    known.nodes += nodes
    yield* Compute(nodes * searching.nodeNs)
    if (found) yield* improved(searching, known, found)
    if (searching.shares) part.best = yield* listen(known)
  }
  yield* Show('nodes', known.nodes)
  yield* Tell(Kind.expanded, null, number, inPart)
}

function* improved({ self, group, shares }: Searching, known: Known, tour: Tour): Step<void> {
  if (tour.length >= known.best) return
  known.best = tour.length
  known.tour = tour
  yield* Show('best', tour.length)
  yield* Tell(Kind.boundKnown, null, tour.length, 1)
  if (!shares) return
  const about = { of: self, what: 'bound', number: ++known.told }
  yield* Transmit(group, {
    type: 'BOUND',
    words: [tour.length],
    text: tour.order,
    filler: 0,
    about,
  })
}

/** Takes what has come meanwhile, and waits for nothing. */
function* listen(known: Known): Step<number> {
  for (;;) {
    const { datagram } = yield* ReceiveDatagram(0)
    if (!datagram) return known.best
    const { words, text } = datagram.content
    const length = words[0] as number
    yield* heardOf(known, length, { length, order: text })
  }
}

function* heardOf(known: Known, length: number, tour: Tour | null): Step<void> {
  if (length >= known.best) return
  known.best = length
  known.tour = tour ?? known.tour
  yield* Show('best', length)
  yield* Tell(Kind.boundKnown, null, length, 0)
}

export const searchWorkerPart: Part = {
  name: 'search-worker',
  args: {
    group: { type: 'process', says: 'the group that is the job' },
    master: { type: 'process', says: 'who hands out the parts' },
    share: { type: 'word', default: 'never', words: SHARE, says: 'when the group is told' },
    nodeMicros: { type: 'number', default: 200, says: 'processor time for one node, µs' },
    stretch: { type: 'number', default: 20, says: 'nodes between two looks at what has come' },
    pauseMs: { type: 'number', default: 100, says: 'wait where no part is free just now, ms' },
  },
  create: (args, self) =>
    searchWorker({
      self,
      group: args.process('group'),
      master: args.process('master'),
      shares: args.word('share') === 'on-improvement',
      nodeNs: Math.round(args.number('nodeMicros') * 1000),
      stretch: Math.max(1, args.number('stretch')),
      pauseNs: Math.round(args.number('pauseMs') * 1e6),
    }),
}
