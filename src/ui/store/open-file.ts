/** A scenario from a file: a teacher's own, checked as the hostile input that it may be. */

import type { StoreApi } from 'zustand/vanilla'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import { DOCUMENT_BYTES_MAX, HOST_LIMITS, loadDocument } from '../../scenarios/document/load.ts'
import type { Store } from './app-state.ts'

export async function openFile(store: StoreApi<Store>, file: File): Promise<void> {
  const { say, openRun } = store.getState()
  if (file.size > DOCUMENT_BYTES_MAX)
    return say({
      sentence: `${file.name} is longer than ${DOCUMENT_BYTES_MAX / 1024} KB, too long for a scenario.`,
    })
  try {
    const load = loadDocument(await file.text(), { hosts: HOST_LIMITS.file })
    if (load.ok)
      openRun({ document: load.document, authored: true, tuple: defaultTuple(load.document) })
    else
      say({
        sentence: `${file.name} cannot be opened: ${load.sentence.replace(/\.$/, '')}. Mend it there, and open it again.`,
      })
  } catch {
    say({ sentence: `${file.name} could not be read.` })
  }
}
