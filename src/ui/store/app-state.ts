/**
 * Everything the screen is a function of. Views read it and call actions; none keeps a truth of its own. The
 * playhead's motion does not pass through React: views that move subscribe to the store and draw in the one
 * frame scheduler (frame.ts).
 */
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import type { Cursor } from '../../trace/cursor.ts'
import type { Layer, RecordIndex } from '../../trace/record.ts'
import type { RunSetup, RunSummary } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import type { Theme } from '../theme/first-theme.ts'

/** One run as the page has it: still growing until `summary` is there. */
export interface RunView {
  readonly tuple: RunTuple
  readonly setup: RunSetup
  readonly trace: Trace
  readonly summary: RunSummary | null
  /** All that was placed in it, the document's own first: the trace counts them in this order. */
  readonly interventions?: readonly Intervention[]
  /** How many of these are the document's own. */
  readonly given?: number
}

/** What is selected or hovered: a thing by its identity, and the record at which it was pointed at. */
export interface Mark {
  readonly entity: string
  readonly record?: RecordIndex
  /** Which of two futures; absent: the first. */
  readonly future?: 1 | 2
}

export type Pacing = 'real' | 'even' | 'broken'
/** `opening`: a link's scenario is being loaded. */
export type Screen = 'opening' | 'gallery' | 'scenario' | 'lab'
export type Tab = 'story' | 'timeline' | 'inspect'
export type Metrics = RunSummary['metrics']
export interface Answer {
  readonly choice: number | null
  readonly revealed: boolean
  /** Typed, where no choice holds in this run. */
  readonly guess?: number
}

export interface AppState {
  readonly screen: Screen
  /** What is looked at in the lab, as its address says it. */
  readonly labQuery: string
  readonly document: ScenarioDocument | null
  /** A teacher's own document, which a link must carry. */
  readonly authored: boolean
  /** What is asked for: the run on the screen is the last one that arrived. */
  readonly tuple: RunTuple | null
  /** Why `tuple` cannot be run, in the scenario's own words. */
  readonly refused: string | null
  /** The run on the screen, and beside it the other future while two are compared. */
  readonly run: RunView | null
  readonly other: RunView | null
  /** The future that C would show beside this one. */
  readonly apart: RunView | null
  /** Grows with every chunk, so that a view knows that its trace has. */
  readonly grown: number
  /** Where each beat of the story begins; null where it does not occur in this run. */
  readonly beats: readonly (Cursor | null)[]
  /** Whether the whole run has arrived and been searched for them: a beat that is not there will not come. */
  readonly placed: boolean
  /** Where the reader wants to be as soon as the run has come so far; any other move forgets it. */
  readonly bound: 'beat' | 'end' | null
  readonly cursor: Cursor
  readonly played: boolean
  readonly playing: boolean
  readonly pacing: Pacing
  /** Simulated ns for each second of the reader's. */
  readonly speed: number
  readonly layer: Layer
  /** Whether the wire is drawn over the timeline. */
  readonly wire: boolean
  readonly selection: Mark | null
  readonly hover: Mark | null
  /** While a prediction is open, everything after this instant (ns) is veiled; else null. */
  readonly veilFrom: number | null
  /** The "why?" chain on display, first link the thing asked about. */
  readonly chain: readonly RecordIndex[]
  /** Which link of the chain is being looked at. */
  readonly link: number
  /** The prediction open now, and what was answered so far: id → choice. */
  readonly asking: string | null
  readonly answers: Readonly<Record<string, Answer>>
  /** Metrics of the companion runs that predictions ask for; null while one is under way. */
  readonly companions: Readonly<Record<string, Metrics | null>>
  readonly theme: Theme
  readonly presenting: boolean
  readonly blank: boolean
  readonly singleKeys: boolean
  /** A sentence for the reader, with what can be done about it. */
  readonly notice: Notice | null
  /** `plot:` and the name of one of the scenario’s own plots. */
  readonly dialog: 'share' | 'keys' | 'what-if' | 'cuts' | 'makefile' | `plot:${string}` | null
  /** What was dropped for the dialog of one's own makefile; null: what the document has. */
  readonly makefile: string | null
  /** On a phone, what is under the stage. */
  readonly tab: Tab
  /** Where there is one column, whether the inspector is drawn up. */
  readonly sheet: boolean
  readonly embed: boolean
  /** The last step in words, for those who hear the page. */
  readonly spoken: string
  /** The record that it came to, told behind it. */
  readonly spokenOf: RunRecord | null
}

/** A record is one only in its own run: the run on the screen may be another by now. */
export interface RunRecord {
  readonly run: RunView
  readonly record: RecordIndex
}

export interface Notice {
  readonly sentence: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** The library's documents: here, on their way, or none of that name. */
export type FindScenario = (id: string) => ScenarioDocument | Promise<ScenarioDocument> | undefined

/** What is opened besides a scenario: a link's whole state, or its defaults. */
export interface Opening {
  readonly document: ScenarioDocument
  readonly authored: boolean
  readonly tuple: RunTuple
  readonly cursor?: Cursor
  readonly selection?: string | null
  readonly layer?: Layer
  readonly pacing?: Pacing
  readonly wire?: boolean
  readonly compare?: Pick<RunTuple, 'switches' | 'interventions'> | null
}

export interface AppActions {
  open(id: string): void
  openRun(opening: Opening): void
  gallery(): void
  /** What follows `#lab` in the address says what is looked at there. */
  openLab(query?: string): void
  turn(key: string, value: SwitchValue): void
  intervene(what: Intervention): void
  takeOut(index: number): void
  seek(cursor: Cursor): void
  step(direction: 1 | -1): void
  beat(direction: 1 | -1): void
  goToBeat(index: number): void
  /** Previous or next event of the selected thing's machine. */
  stepLane(direction: 1 | -1): void
  toStart(): void
  toEnd(): void
  play(on?: boolean): void
  setPacing(pacing: Pacing): void
  setSpeed(speed: number): void
  setLayer(layer: Layer): void
  setWire(on: boolean): void
  select(mark: Mark | null): void
  setHover(mark: Mark | null): void
  why(direction: 1 | -1): void
  choose(choice: number): void
  guess(value: number): void
  reveal(): void
  compare(on: boolean): void
  toDifference(): void
  setTab(tab: Tab): void
  setSheet(on: boolean): void
  setSingleKeys(on: boolean): void
  setBlank(on: boolean): void
  setTheme(theme: Theme): void
  present(on: boolean): void
  show(dialog: AppState['dialog']): void
  say(notice: Notice | null): void
}

export type Store = AppState & AppActions
