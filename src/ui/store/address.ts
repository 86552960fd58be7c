/**
 * The address bar always holds the present link. It is replaced while one looks around and pushed when a scenario
 * or a beat is opened or something is done to the run, so that Back and Forward go to places that mean something.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { AppState, FindScenario, Store } from './app-state.ts'
import { currentBeat } from './asking.ts'
import { labQueryIn, linkOf, plainPrint, type Read, readLink, sameRun } from './link.ts'

/** Browsers refuse more than a hundred replacements in half a minute. */
const REST_MS = 600

/** Beside an address that this page wrote: the history keeps it over a reload, and no link brings it along. */
const OWN = { own: true }
const isOwn = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'own' in state && state.own === true

export class Address {
  private readonly store: StoreApi<Store>
  private readonly find: FindScenario
  private timer: ReturnType<typeof setTimeout> | undefined
  private lastWritten = 0
  /** To be written as soon as the run rests. */
  private isDue = false
  /** While a link is being opened, what it brings about is not written as a step of the reader's. */
  private opening = false
  /** The author's fingerprint of the link that was opened, to be held against ours. */
  private expected: string | null = null

  constructor(store: StoreApi<Store>, find: FindScenario) {
    this.store = store
    this.find = find
  }

  start(): void {
    this.openHash()
    addEventListener('hashchange', () => this.openHash())
    addEventListener('popstate', () => this.openHash())
    this.store.subscribe((state, before) => this.follow(state, before))
  }

  private follow(state: Store, before: Store): void {
    if (this.expected !== null && state.run?.summary && state.run.tuple === state.tuple)
      this.hold(state)
    if (this.opening) return
    if (this.isDue && !state.playing) this.later()
    if (!isOtherLink(state, before)) return
    if (isAct(state, before)) {
      // Back leads to the instant at which it was done, not to where the address was last written.
      if (this.timer !== undefined || this.isDue) this.write('replace', before)
      return this.write('push')
    }
    const isPlace =
      state.screen !== before.screen ||
      state.document !== before.document ||
      (!state.playing &&
        !before.playing &&
        state.beats === before.beats &&
        currentBeat(state) !== currentBeat(before))
    if (isPlace) this.write('push')
    else this.later()
  }

  private later(): void {
    if (this.timer !== undefined) return
    const { playing, authored } = this.store.getState()
    // A link with a whole document in it takes as long to pack as a frame may last.
    this.isDue = playing && authored
    if (this.isDue) return
    const wait = Math.max(REST_MS, this.lastWritten + REST_MS - performance.now())
    this.timer = setTimeout(() => this.write('replace'), wait)
  }

  private write(how: 'push' | 'replace', state = this.store.getState()): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.isDue = false
    this.lastWritten = performance.now()
    const url = `${location.pathname}${location.search}${linkOf(state)}`
    if (url === `${location.pathname}${location.search}${location.hash}`) return
    try {
      if (how === 'push') history.pushState(OWN, '', url)
      else history.replaceState(OWN, '', url)
    } catch {
      // A browser that has had enough of it is asked again with the next change.
    }
  }

  private openHash(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { hash } = location
    const { getState } = this.store
    if (hash.length < 2) {
      if (getState().screen !== 'gallery') this.quietly(() => getState().gallery())
      return
    }
    if (hash === linkOf(getState())) return
    const lab = labQueryIn(hash)
    if (lab !== null) return this.quietly(() => getState().openLab(lab))
    const read = readLink(hash, this.find, isOwn(history.state) ? 'ourselves' : 'anybody')
    if (!(read instanceof Promise)) return this.take(read)
    // Who has gone elsewhere meanwhile is left there.
    read.then((its) => location.hash === hash && this.take(its))
  }

  private take(read: Read): void {
    const { getState } = this.store
    if (!read.ok) {
      this.quietly(() => getState().gallery())
      getState().say({ sentence: read.sentence })
      return
    }
    this.quietly(() => this.open(read.opening))
    this.expected = read.fingerprint
    if (read.note !== null) getState().say({ sentence: read.note })
  }

  private open(opening: Parameters<Store['openRun']>[0]): void {
    const state = this.store.getState()
    if (!sameRun(state, opening)) {
      const { document, answers } = state
      state.openRun(opening)
      // Another run of the same scenario: what the reader answered is not asked again.
      if (opening.document === document) this.store.setState({ answers })
      return
    }
    this.store.setState({ playing: false })
    if (opening.layer) state.setLayer(opening.layer)
    if (opening.pacing) state.setPacing(opening.pacing)
    if (opening.wire !== undefined) state.setWire(opening.wire)
    state.select(opening.selection ? { entity: opening.selection } : null)
    state.compare(Boolean(opening.compare))
    if (opening.cursor) state.seek(opening.cursor)
  }

  private quietly(act: () => void): void {
    this.opening = true
    try {
      act()
    } finally {
      this.opening = false
    }
  }

  /** A build in which the author's run goes otherwise says so. */
  private hold(state: AppState): void {
    const ours = plainPrint(state.run?.summary?.fingerprint ?? '')
    const theirs = this.expected ?? ''
    this.expected = null
    if (ours === theirs || theirs === '') return
    this.store.getState().say({
      sentence: `This build’s run is not the author’s: its fingerprint is ${ours}, theirs was ${theirs}.`,
    })
  }
}

/** Something was done to the run, or taken out again. */
function isAct(state: AppState, before: AppState): boolean {
  return (
    state.tuple !== null &&
    before.tuple !== null &&
    state.document === before.document &&
    state.tuple.interventions !== before.tuple.interventions
  )
}

function isOtherLink(state: AppState, before: AppState): boolean {
  const parts = [
    'screen',
    'labQuery',
    'document',
    'tuple',
    'cursor',
    'selection',
    'layer',
    'pacing',
    'wire',
    'other',
    'run',
  ] as const
  return parts.some((part) => state[part] !== before[part])
}
