/** A file from outside: a teacher's own scenario, or a makefile; either is checked as the hostile input that it may be. */

import type { StoreApi } from 'zustand/vanilla'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import { DOCUMENT_BYTES_MAX, HOST_LIMITS, loadDocument } from '../../scenarios/document/load.ts'
import type { FindScenario, Store } from './app-state.ts'
import { notLoaded } from './futures.ts'
import { isMakefile, MAKEFILE_BYTES_MAX } from './makefile-file.ts'

/** Whose dialog takes a makefile. */
const MAKES = 'parallel-make'

export async function openFile(
  store: StoreApi<Store>,
  find: FindScenario,
  file: File,
): Promise<void> {
  const { say } = store.getState()
  if (file.size > MAKEFILE_BYTES_MAX)
    return say({ sentence: `${file.name} is longer than a megabyte.` })
  let text: string
  try {
    text = await file.text()
  } catch {
    return say({ sentence: `${file.name} could not be read.` })
  }
  if (isMakefile(file.name, text)) await openMakefile(store, find, file.name, text)
  else await openScenario(store, file, text)
}

async function openScenario(store: StoreApi<Store>, file: File, text: string): Promise<void> {
  const { say, openRun } = store.getState()
  if (file.size > DOCUMENT_BYTES_MAX)
    return say({
      sentence: `${file.name} is longer than ${DOCUMENT_BYTES_MAX / 1024} KB, too long for a scenario.`,
    })
  const load = loadDocument(text, { hosts: HOST_LIMITS.file })
  // To read a large one and to begin its run in one go would hold the page up.
  await new Promise((resolve) => setTimeout(resolve))
  if (load.ok)
    openRun({ document: load.document, authored: true, tuple: defaultTuple(load.document) })
  else
    say({
      sentence: `${file.name} cannot be opened: ${load.sentence.replace(/\.$/, '')}. Mend it there, and open it again.`,
    })
}

/** Into the dialog of the scenario that makes: what it says is read there, and run when the reader wants. */
async function openMakefile(
  store: StoreApi<Store>,
  find: FindScenario,
  name: string,
  text: string,
): Promise<void> {
  const { say, openRun, show } = store.getState()
  if (text.includes('\0')) return say({ sentence: `${name} is neither a scenario nor a makefile.` })
  try {
    const document = await find(MAKES)
    if (!document) return say({ sentence: notLoaded(MAKES) })
    openRun({ document, authored: false, tuple: defaultTuple(document) })
    store.setState({ makefile: text })
    show('makefile')
  } catch {
    say({ sentence: notLoaded(MAKES) })
  }
}
