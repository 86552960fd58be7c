/** The keyboard map: one table, by which the page works and which the help dialog shows. */
import type { StoreApi } from 'zustand/vanilla'
import { SPEEDS } from '../analysis/pacing.ts'
import { LAYERS, NONE } from '../trace/record.ts'
import type { Mark, Pacing, RunView, Store } from './store/app-state.ts'
import { runOf } from './store/on-screen.ts'
import type { Theme } from './theme/first-theme.ts'
import { fitTimeline } from './timeline/commands.ts'

interface Key {
  /** As `KeyboardEvent.key` gives them, `Shift+` before where it matters; letters small. */
  readonly keys: readonly string[]
  readonly shown: readonly string[]
  readonly does: string
  /** Not a letter or a sign: works even when single letters are switched off. */
  readonly always?: boolean
  /** False: not now, the browser may have the key. */
  readonly act: (state: Store, key: string) => boolean | undefined | void
}

const PACINGS: readonly Pacing[] = ['real', 'even', 'broken']
const THEMES: readonly Theme[] = ['light', 'dark', 'projector']
const after = <T>(list: readonly T[], at: T): T => list[(list.indexOf(at) + 1) % list.length] as T

function changeSpeed(state: Store, by: 1 | -1): void {
  const at = SPEEDS.findIndex((speed) => speed >= state.speed)
  const speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))]
  if (speed !== undefined) state.setSpeed(speed)
}

function changeLayer(state: Store, by: 1 | -1): void {
  const layer = LAYERS[LAYERS.indexOf(state.layer) + by]
  if (layer) state.setLayer(layer)
}

/** Machines by their taps, each with its processes. */
function inOrder({ setup }: RunView): readonly string[] {
  const hosts = [...setup.hosts].sort((one, other) => one.metre - other.metre)
  return hosts.flatMap(({ name, processes }) => [name, ...processes.map((its) => `${name}.${its}`)])
}

/** What the arrow keys walk through: of two futures the first, then the second. */
function moveSelection(state: Store, by: 1 | -1): void {
  const { run, other, selection } = state
  if (!run) return
  const first: readonly Mark[] = inOrder(run).map((entity) => ({ entity }))
  const second: readonly Mark[] = other
    ? inOrder(other).map((entity) => ({ entity, future: 2 }))
    : []
  const order = [...first, ...second]
  const at = order.findIndex(
    ({ entity, future = 1 }) => entity === selection?.entity && future === (selection.future ?? 1),
  )
  const to = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by
  const mark = order[Math.max(0, Math.min(order.length - 1, to))]
  if (mark) state.select(mark)
}

/** From one future to the other past all machines between; a record means nothing there. */
function selectIn(state: Store, future: 1 | 2): boolean {
  const { other, selection } = state
  if (!other || !selection) return false
  const { entity } = selection
  const run = runOf(state, { entity, future })
  if (run?.trace.find(entity) === NONE)
    state.say({ sentence: `What is selected does not exist in future ${future}.` })
  else if ((selection.future ?? 1) !== future)
    state.select(future === 2 ? { entity, future } : { entity })
  return true
}

export const KEYS: readonly Key[] = [
  { keys: [' '], shown: ['Space'], does: 'play, pause', always: true, act: (s) => s.play() },
  {
    keys: ['ArrowLeft', 'ArrowRight'],
    shown: ['←', '→'],
    does: 'one event back, on',
    always: true,
    act: (s, key) => s.step(key === 'ArrowLeft' ? -1 : 1),
  },
  {
    keys: ['PageUp', 'PageDown'],
    shown: ['PageUp', 'PageDown'],
    does: 'one beat back, on; a slide remote sends these',
    always: true,
    act: (s, key) => s.beat(key === 'PageUp' ? -1 : 1),
  },
  {
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight', ',', '.'],
    shown: ['Shift ←', 'Shift →', ',', '.'],
    does: 'previous, next event of the selected machine',
    act: (s, key) => {
      if (key === '.' && s.presenting) return s.setBlank(!s.blank)
      s.stepLane(key === ',' || key === 'Shift+ArrowLeft' ? -1 : 1)
    },
  },
  {
    keys: ['Home'],
    shown: ['Home'],
    does: 'to the start; the run is kept',
    always: true,
    act: (s) => s.toStart(),
  },
  { keys: ['End'], shown: ['End'], does: 'to the end', always: true, act: (s) => s.toEnd() },
  {
    keys: ['[', ']'],
    shown: ['[', ']'],
    does: 'slower, faster',
    act: (s, key) => changeSpeed(s, key === '[' ? -1 : 1),
  },
  {
    keys: ['\\'],
    shown: ['\\'],
    does: 'another pacing',
    act: (s) => s.setPacing(after(PACINGS, s.pacing)),
  },
  {
    keys: ['ArrowUp', 'ArrowDown'],
    shown: ['↑', '↓'],
    does: 'move the selection through machines and processes',
    always: true,
    act: (s, key) => moveSelection(s, key === 'ArrowUp' ? -1 : 1),
  },
  {
    keys: ['Shift+ArrowUp', 'Shift+ArrowDown'],
    shown: ['Shift ↑', 'Shift ↓'],
    does: 'the same thing in future 1, in future 2',
    always: true,
    act: (s, key) => selectIn(s, key === 'Shift+ArrowUp' ? 1 : 2),
  },
  {
    keys: ['Enter'],
    shown: ['Enter'],
    does: 'open or close what is selected',
    always: true,
    act: (s) => (s.selection ? s.setSheet(!s.sheet) : false),
  },
  {
    keys: ['1', '2', '3', '4', '5', '6'],
    shown: ['1', '2', '3', '4', '5', '6'],
    does: 'choose in a prediction',
    act: (s, key) => s.choose(Number(key) - 1),
  },
  { keys: ['r'], shown: ['R'], does: 'reveal what the run says', act: (s) => s.reveal() },
  {
    keys: ['w', 'Shift+w'],
    shown: ['W', 'Shift W'],
    does: 'why: up the chain of causes, and down',
    act: (s, key) => s.why(key === 'w' ? 1 : -1),
  },
  {
    keys: ['-', '=', '+'],
    shown: ['-', '='],
    does: 'a coarser, a finer layer',
    act: (s, key) => changeLayer(s, key === '-' ? -1 : 1),
  },
  { keys: ['f'], shown: ['F'], does: 'the whole run in the timeline', act: () => fitTimeline() },
  {
    keys: ['v'],
    shown: ['V'],
    does: 'the wire over the timeline; in it, - = zoom and Shift ← → move',
    act: (s) => {
      s.setWire(!s.wire)
      if (!s.wire) s.setTab('timeline')
    },
  },
  {
    keys: ['x'],
    shown: ['X'],
    does: 'what if: do something to the selection',
    act: (s) => s.show('what-if'),
  },
  {
    keys: ['k'],
    shown: ['K'],
    does: 'every cut, where a scenario has them',
    act: (s) => (s.document?.cuts ? s.show('cuts') : false),
  },
  {
    keys: ['c'],
    shown: ['C'],
    does: 'compare two futures',
    act: (s) => s.compare(s.other === null),
  },
  { keys: ['d'], shown: ['D'], does: 'to the first difference', act: (s) => s.toDifference() },
  { keys: ['p'], shown: ['P'], does: 'present', act: (s) => s.present(!s.presenting) },
  {
    keys: ['Escape'],
    shown: ['Esc'],
    does: 'leave, close, select nothing',
    always: true,
    act: (s) => {
      if (s.blank) s.setBlank(false)
      else if (s.presenting) s.present(false)
      else if (s.notice) s.say(null)
      else if (s.sheet) s.setSheet(false)
      else s.select(null)
    },
  },
  {
    keys: ['b'],
    shown: ['B', '.'],
    does: 'blank the screen, while presenting',
    act: (s) => (s.presenting ? s.setBlank(!s.blank) : false),
  },
  {
    keys: ['t'],
    shown: ['T'],
    does: 'another theme',
    act: (s) => s.setTheme(after(THEMES, s.theme)),
  },
  { keys: ['s'], shown: ['S'], does: 'share', act: (s) => s.show('share') },
  { keys: ['?'], shown: ['?'], does: 'these keys', act: (s) => s.show('keys') },
]

const table = new Map<string, Key>(
  KEYS.flatMap((entry) => entry.keys.map((key) => [key, entry] as const)),
)

export function keyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shifted = event.shiftKey && (key.startsWith('Arrow') || /^[a-z]$/.test(key))
  return shifted ? `Shift+${key}` : key
}

const PRESSED = 'button:not([aria-disabled="true"]), a, summary, [role="button"], [role="tab"]'

/** Controls keep the keys that they have a use for. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('dialog')) return true
  const field = target.closest('input, select, textarea, [contenteditable]')
  if (field instanceof HTMLInputElement && field.type === 'radio') return key.startsWith('Arrow')
  if (field instanceof HTMLInputElement && field.type === 'range')
    return key.startsWith('Arrow') || key === 'Home' || key === 'End' || key.startsWith('Page')
  if (field) return true
  const pressed = key === ' ' || key === 'Enter'
  return pressed && target.closest(PRESSED) !== null
}

/** Keys that go on, past an open question too. */
const GO_ON: readonly string[] = [' ', 'ArrowRight', 'Shift+ArrowRight', '.', 'PageDown']

export function press(store: StoreApi<Store>, event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
  const state = store.getState()
  // Behind a dialog nothing listens, wherever the focus is.
  if (state.dialog !== null) return
  const key = keyOf(event)
  const entry = table.get(key)
  if (!entry || isTaken(event.target, key)) return
  if (!entry.always && !state.singleKeys) return
  const isPage = ['t', '?'].includes(key)
  if (state.screen !== 'scenario' && !isPage) return
  // Who holds a key down, or whose remote does, has not seen the question yet.
  if (event.repeat && state.asking !== null && GO_ON.includes(key)) return event.preventDefault()
  if (entry.act(state, key) !== false) event.preventDefault()
}

export function listenToKeys(store: StoreApi<Store>): () => void {
  const onKey = (event: KeyboardEvent): void => press(store, event)
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
