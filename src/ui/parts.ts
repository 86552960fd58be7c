/** What is loaded when it is wanted, or when the page has nothing better to do. */
export const loadScenario = (): Promise<typeof import('./screens/scenario.tsx')> =>
  import('./screens/scenario.tsx')
export const loadLab = (): Promise<typeof import('./lab/lab.tsx')> => import('./lab/lab.tsx')
export const loadPlot = (): Promise<typeof import('./lab/plot-dialog.tsx')> =>
  import('./lab/plot-dialog.tsx')
export const loadTimeline = (): Promise<typeof import('./timeline/timeline.tsx')> =>
  import('./timeline/timeline.tsx')
export const loadStrip = (): Promise<typeof import('./timeline/overview-strip.tsx')> =>
  import('./timeline/overview-strip.tsx')
export const loadWire = (): Promise<typeof import('./wire/wire.tsx')> => import('./wire/wire.tsx')
export const loadLocks = (): Promise<typeof import('./logs/locks.tsx')> =>
  import('./logs/locks.tsx')
export const loadLogs = (): Promise<typeof import('./logs/logs.tsx')> => import('./logs/logs.tsx')
export const loadMoving = (): Promise<typeof import('./moving/moving.tsx')> =>
  import('./moving/moving.tsx')
export const loadGroups = (): Promise<typeof import('./groups/groups.tsx')> =>
  import('./groups/groups.tsx')
export const loadWords = (): Promise<typeof import('../analysis/words.ts')> =>
  import('../analysis/words.ts')
export const loadQueues = (): Promise<typeof import('./pool/queues.tsx')> =>
  import('./pool/queues.tsx')
export const loadDisks = (): Promise<typeof import('./disks/disks.tsx')> =>
  import('./disks/disks.tsx')
export const loadCuts = (): Promise<typeof import('./cuts/cuts-dialog.tsx')> =>
  import('./cuts/cuts-dialog.tsx')
export const loadMake = (): Promise<typeof import('./make/make-graph.tsx')> =>
  import('./make/make-graph.tsx')
export const loadMakefile = (): Promise<typeof import('./make/makefile-dialog.tsx')> =>
  import('./make/makefile-dialog.tsx')
export const loadDialogs = (): Promise<typeof import('./dialogs/dialogs.tsx')> =>
  import('./dialogs/dialogs.tsx')

/** For a link at once; from the gallery in a quiet moment. */
export function loadAhead(isLink: boolean): void {
  // What cannot be loaded now is asked for again when it is wanted, and told then.
  const quietly = (...loading: Promise<unknown>[]): void =>
    void Promise.all(loading).catch(() => undefined)
  const load = (): void => quietly(loadScenario(), loadTimeline(), loadDialogs())
  if (isLink) quietly(loadScenario(), loadTimeline())
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load)
  else setTimeout(load, 500)
}
