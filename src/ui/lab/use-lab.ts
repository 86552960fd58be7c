/** What the lab's views share: the library, all of it, and the answers so far. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { RunOf } from '../../lab/question.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { encodeLink } from '../../share/link.ts'
import { type LinkState, USUAL_VIEW } from '../../share/state.ts'
import { findScenario, labDocumentIds } from '../library.ts'
import { type LabProgress, type LabRuns, labRuns } from './lab-runs.ts'

/** Null until every document has come; the sentence when one did not. */
export function useDocuments(): readonly ScenarioDocument[] | string | null {
  const [documents, setDocuments] = useState<readonly ScenarioDocument[] | string | null>(null)
  useEffect(() => {
    let here = true
    Promise.all(labDocumentIds.map((id) => findScenario(id))).then(
      (all) => here && setDocuments(all.filter((each) => each !== undefined)),
      () =>
        here && setDocuments('The scenarios could not be loaded. Reload the page to try again.'),
    )
    return () => {
      here = false
    }
  }, [])
  return documents
}

export function useProgress(runs: LabRuns = labRuns): LabProgress {
  return useSyncExternalStore(runs.subscribe, runs.snapshot)
}

/** The link of one run, at its beginning. */
export function runLink(run: RunOf, seed: number, documents: readonly ScenarioDocument[]): string {
  const revision = documents.find(({ id }) => id === run.scenario)?.revision ?? 1
  return encodeLink(atBeginning(run, seed, revision))
}

/** The same for a document that the library does not have: the link carries it. */
export function authoredLink(run: RunOf, seed: number, document: ScenarioDocument): string {
  return encodeLink({ ...atBeginning(run, seed, document.revision), document })
}

function atBeginning(run: RunOf, seed: number, revision: number): LinkState {
  const { scenario, switches, interventions = [] } = run
  return {
    tuple: { scenario, revision, switches, seed, interventions },
    cursor: { time: 0, ordinal: -1 },
    selection: null,
    view: { ...USUAL_VIEW, pacing: 'broken' },
  }
}

/** Hands a text to the reader as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
