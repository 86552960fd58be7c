/** Moving the cursor: steps, beats, ends, and what is said of each. */
import type { StoreApi } from 'zustand/vanilla'
import { neighbourBeat } from '../../analysis/beats.ts'
import { findRecord } from '../../analysis/matching.ts'
import { moment } from '../../analysis/numbers.ts'
import {
  BEGIN,
  compareCursors,
  nextStop,
  previousStop,
  type Stop,
  type Wanted,
} from '../../analysis/steps.ts'
import { firstDifference } from '../../analysis/timeline/first-difference.ts'
import type { Beat } from '../../scenarios/document/document.ts'
import type { Cursor } from '../../trace/cursor.ts'
import { EntityType } from '../../trace/entities.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { AppActions, Mark, RunRecord, RunView, Store } from './app-state.ts'
import { currentBeat, storyOf, syncQuestion } from './asking.ts'
import { endOnScreen, runOf, runsOnScreen } from './on-screen.ts'

type Moves = Pick<
  AppActions,
  'seek' | 'step' | 'stepLane' | 'beat' | 'goToBeat' | 'toStart' | 'toEnd' | 'play' | 'toDifference'
>

export function moves(store: StoreApi<Store>): Moves {
  const get = store.getState
  return {
    seek: (cursor) => {
      const { veilFrom } = get()
      const to =
        veilFrom !== null && cursor.time > veilFrom ? { time: veilFrom, ordinal: -1 } : cursor
      store.setState({ cursor: to, bound: null })
      syncQuestion(store)
    },
    step: (direction) => step(store, direction),
    stepLane: (direction) => stepLane(store, direction),
    beat: (direction) => beat(store, direction),
    goToBeat: (index) => goToBeat(store, index),
    toStart: () => moveTo(store, BEGIN, 'The start of the run.'),
    toEnd: () => toEnd(store),
    play: (on) => play(store, on ?? !get().playing),
    toDifference: () => toDifference(store),
  }
}

/** A place is reached at once; a run that plays is halted. */
function moveTo(
  store: StoreApi<Store>,
  cursor: Cursor,
  spoken: string,
  spokenOf: RunRecord | null = null,
): void {
  store.setState({ cursor, playing: false, played: true, bound: null, spoken, spokenOf })
  syncQuestion(store)
}

/** Going on past an open question is leaving it: the veil lifts and the run's answer is shown. */
function leaveQuestion(store: StoreApi<Store>): boolean {
  const { asking, reveal } = store.getState()
  if (asking === null) return false
  reveal()
  return true
}

/** A stop, and in which of the runs that were looked through. */
interface Found extends Stop {
  readonly run: RunView
}

/** The next stop of each run, the one that comes first that way before the other. */
function stopsOf(
  { cursor, layer }: Store,
  runs: readonly RunView[],
  direction: 1 | -1,
  wanted?: Wanted,
): readonly Found[] {
  const find = direction > 0 ? nextStop : previousStop
  const found = runs.flatMap((run) => {
    const stop = find(run.trace, cursor, layer, wanted)
    return stop ? [{ ...stop, run }] : []
  })
  return found.sort((one, two) => (one.cursor.time - two.cursor.time) * direction)
}

/** The same happens there at the same time. */
function isSame(one: Found, two: Found | undefined): boolean {
  if (!two || one.cursor.time !== two.cursor.time) return false
  const [first, second] = [one.run.trace, two.run.trace]
  return (
    first.kind(one.record) === second.kind(two.record) &&
    first.nameOf(first.entity(one.record)) === second.nameOf(second.entity(two.record))
  )
}

function step(
  store: StoreApi<Store>,
  direction: 1 | -1,
  runs = runsOnScreen(store.getState()),
  wanted?: Wanted,
): void {
  if (runs.length === 0) return
  if (direction > 0 && atVeil(store.getState()) && isReached(store.getState())) leaveQuestion(store)
  const { run, other } = store.getState()
  const [stop, second] = stopsOf(store.getState(), runs, direction, wanted)
  if (!stop) {
    if (direction < 0) moveTo(store, BEGIN, 'The start of the run.')
    else store.setState({ playing: false, spoken: 'The end of the run.', spokenOf: null })
    return
  }
  const asked = askBetween(store.getState(), stop.cursor, direction)
  const { time } = asked ?? stop.cursor
  // What lies behind a question is not told before it is answered.
  const told = asked ? null : { run: stop.run, record: stop.record }
  const whose = other && told && !isSame(stop, second) ? ` Future ${stop.run === run ? 1 : 2}:` : ''
  moveTo(store, asked ?? stop.cursor, `${moment(time)}.${whose}`, told)
}

/** Where a question is asked is a stop of its own, both ways, unless the instant is one anyway. */
function askBetween(state: Store, limit: Cursor, direction: 1 | -1): Cursor | null {
  const { beats, cursor } = state
  const story = storyOf(state)
  const asks = beats.filter(
    (begin, i): begin is Cursor => begin !== null && story[i]?.ask !== undefined,
  )
  const between = asks.filter(
    ({ time }) => (time - cursor.time) * direction > 0 && (limit.time - time) * direction > 0,
  )
  return between[direction > 0 ? 0 : between.length - 1] ?? null
}

/** The story begins before its first beat, and so does a question asked there: its moment may be still to come. */
function isReached({ beats, cursor }: Store): boolean {
  const begin = beats[currentBeat({ beats, cursor })]
  return !begin || compareCursors(cursor, begin) >= 0
}

function atVeil({ asking, veilFrom, cursor }: Store): boolean {
  return asking !== null && veilFrom !== null && cursor.time >= veilFrom
}

/** Through what happens on the machine that the selection is on; through everything when nothing is selected. */
function stepLane(store: StoreApi<Store>, direction: 1 | -1): void {
  const state = store.getState()
  const run = runOf(state, state.selection)
  if (!run || !state.selection) return step(store, direction)
  const wanted = laneOf(run, state.selection)
  step(store, direction, wanted ? [run] : undefined, wanted)
}

function laneOf({ trace }: RunView, selection: Mark): Wanted | undefined {
  const entity = trace.find(selection.entity)
  const host = entity === NONE ? NONE : trace.within(entity, EntityType.host)
  if (host === NONE) return undefined
  return (index: RecordIndex) => trace.within(trace.entity(index), EntityType.host) === host
}

/**
 * A slide remote has one button forward: it goes to the moment of a question, then shows the answer, and then goes
 * on. Each is a press of its own, so that a class has its time between them.
 */
function beat(store: StoreApi<Store>, direction: 1 | -1): void {
  const state = store.getState()
  const here = currentBeat(state)
  const begin = state.beats[here]
  // The story's first moment is a stop like the others, although the story has begun before it.
  if (direction > 0 && !isReached(state)) return goToBeat(store, here)
  if (direction > 0 && atVeil(state) && leaveQuestion(store)) return
  const inside = begin ? isBeyond(state.cursor, begin) : false
  const next = direction < 0 && inside && begin ? here : neighbourBeat(state.beats, here, direction)
  if (next !== null) goToBeat(store, next)
  else if (direction > 0 && !isWhole(state)) waitFor(store, 'beat')
  else if (direction > 0) state.toEnd()
  else moveTo(store, BEGIN, 'The start of the run.')
}

/** A press back is seen: from the end of the instant in which the beat begins it leads to the beat before. */
function isBeyond(cursor: Cursor, begin: Cursor): boolean {
  const isWholeInstant = cursor.time === begin.time && cursor.ordinal < 0
  return compareCursors(cursor, begin) > 0 && !isWholeInstant
}

/** Whether what is on the screen is all of the run that is asked for, with every beat that it has. */
function isWhole({ run, tuple, placed }: Store): boolean {
  return run !== null && run.tuple === tuple && placed
}

/** Who is ahead of the run is brought there when it has come so far: a press is not lost. */
function waitFor(store: StoreApi<Store>, bound: 'beat' | 'end'): void {
  store.setState({ bound, spoken: 'The run has not come so far yet.', spokenOf: null })
}

/** More of the run has arrived: the move that was waiting for it is made, or waits on. */
export function moveOn(store: StoreApi<Store>): void {
  const state = store.getState()
  if (state.bound === 'end') return state.toEnd()
  if (state.bound !== 'beat') return
  // A question that has opened meanwhile has not been seen yet.
  if (atVeil(state) && isReached(state)) store.setState({ bound: null })
  else beat(store, 1)
}

function goToBeat(store: StoreApi<Store>, index: number): void {
  const { beats, run } = store.getState()
  const begin = beats[index]
  const told = storyOf(store.getState())[index]
  if (!begin || !told) return
  const seen = run ? lookedAt(run.trace, told) : undefined
  if (seen !== undefined) store.getState().select({ entity: seen })
  store.setState({ sheet: false })
  if (told.layer) store.getState().setLayer(told.layer as Store['layer'])
  moveTo(store, begin, `${told.title}.`)
}

/** The first of what a beat looks at that is there; `*` is the process that it happens to in this run. */
function lookedAt(trace: Trace, { at, look }: Beat): string | undefined {
  for (const name of look ?? []) {
    if (name !== '*') {
      if (trace.find(name) !== NONE) return name
    } else if (!('ms' in at)) {
      const record = findRecord(trace, at)
      const process =
        record === NONE ? NONE : trace.within(trace.entity(record), EntityType.process)
      if (process !== NONE) return trace.nameOf(process)
    }
  }
  return undefined
}

function toEnd(store: StoreApi<Store>): void {
  leaveQuestion(store)
  const state = store.getState()
  const { run } = state
  if (!run) return waitFor(store, 'end')
  const whole = isWhole(state)
  const end = state.other ? 'The end of both futures.' : 'The end of the run.'
  moveTo(
    store,
    { time: endOnScreen(state), ordinal: -1 },
    whole ? end : 'As far as the run has come.',
  )
  if (!whole) store.setState({ bound: 'end' })
}

function play(store: StoreApi<Store>, on: boolean): void {
  const state = store.getState()
  if (!on) return store.setState({ playing: false })
  if (!state.run) return
  if (atVeil(state)) leaveQuestion(store)
  const atEnd = state.run.summary !== null && state.cursor.time >= endOnScreen(state)
  store.setState({ playing: true, played: true, bound: null, ...(atEnd ? { cursor: BEGIN } : {}) })
}

function toDifference(store: StoreApi<Store>): void {
  const { run, other, apart, say } = store.getState()
  const second = other ?? apart
  if (!run || !second) return say({ sentence: 'There is one future so far. Ask What if first.' })
  const complete = run.summary !== null && second.summary !== null
  const found = firstDifference(run.trace, second.trace, complete)
  if (!found) return say({ sentence: 'The two futures are the same to the end.' })
  if (!other) store.setState({ other: second })
  store.getState().seek({ time: found.time, ordinal: -1 })
  store.setState({
    playing: false,
    spoken: `The futures part at ${moment(found.time)}.`,
    spokenOf: null,
  })
}
