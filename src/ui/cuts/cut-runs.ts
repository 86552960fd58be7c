/** The cuts of a run, asked of a pool of workers; kept while the tab lives, so that a look at one loses none. */
import type { CutOutcome, Enumeration } from '../../lab/cuts.ts'
import { changedSwitches } from '../../scenarios/document/switches.ts'
import { type CutsJob, runCuts } from '../../worker/client-pool.ts'

export interface CutProgress {
  readonly found: Enumeration | null
  readonly outcomes: readonly CutOutcome[]
  readonly running: boolean
  /** Why there are none. */
  readonly sentence: string | null
}

const NOTHING: CutProgress = { found: null, outcomes: [], running: false, sentence: null }
/** Outcomes come by the dozen; the picture is drawn a few times a second. */
const REST_MS = 120
const KEPT_MAX = 12

export function cutsKey({ document, tuple }: CutsJob): string {
  const { seed, interventions } = tuple
  const switches = Object.entries(changedSwitches(document, tuple.switches)).sort()
  return JSON.stringify([document.id, switches, seed, interventions])
}

class CutRuns {
  private readonly kept = new Map<string, CutProgress>()
  private readonly listeners = new Set<() => void>()
  private giveUp: (() => void) | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  of(key: string): CutProgress {
    return this.kept.get(key) ?? NOTHING
  }

  /** Runs every cut; what is under way is given up. */
  ask(job: CutsJob): void {
    this.cancel()
    const key = cutsKey(job)
    let found: Enumeration | null = null
    let sentence: string | null = null
    const outcomes: CutOutcome[] = []
    const tell = (running: boolean): void => {
      clearTimeout(this.timer)
      this.timer = undefined
      this.keep(key, { found, outcomes: [...outcomes], running, sentence })
    }
    const soon = (): void => {
      this.timer ??= setTimeout(() => tell(true), REST_MS)
    }
    tell(true)
    this.giveUp = runCuts(job, {
      enumerated: (its) => {
        found = its
        soon()
      },
      cut: (some) => {
        outcomes.push(...some)
        soon()
      },
      failed: (why) => {
        sentence = why
      },
      ended: () => {
        this.giveUp = null
        tell(false)
      },
    })
  }

  cancel(): void {
    this.giveUp?.()
  }

  private keep(key: string, progress: CutProgress): void {
    this.kept.delete(key)
    this.kept.set(key, progress)
    const [oldest] = this.kept.keys()
    if (this.kept.size > KEPT_MAX && oldest !== undefined) this.kept.delete(oldest)
    for (const listener of this.listeners) listener()
  }
}

export const cutRuns = new CutRuns()
