/** The library as the page has it: cards at once, a document when it is wanted. */
import { cards, documents, measured, searchable } from 'virtual:library'
import type { GalleryEntry } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'

/** In the catalogue's order. */
export const gallery: readonly GalleryEntry[] = cards

/** Every document that the lab draws on: the library's, and those without a card. */
export const labDocumentIds: readonly string[] = [...cards.map(({ id }) => id), ...measured]

const here = new Map<string, ScenarioDocument>()
const coming = new Map<string, Promise<ScenarioDocument>>()

/** A scenario's document: at once when it has been loaded before, undefined when there is no such scenario. */
export function findScenario(id: string): ScenarioDocument | Promise<ScenarioDocument> | undefined {
  const known = here.get(id) ?? coming.get(id)
  if (known) return known
  const load = Object.hasOwn(documents, id) ? documents[id] : undefined
  if (!load) return undefined
  const loading = load().then(({ default: document }) => {
    here.set(id, document)
    return document
  })
  coming.set(id, loading)
  // What did not load is asked for again the next time.
  loading.catch(() => coming.delete(id))
  return loading
}

/** Loads what will probably be opened; what goes wrong is told when it is. */
export function fetchAhead(
  id: string,
  then: (document: ScenarioDocument) => void = () => {},
): void {
  const found = findScenario(id)
  if (found instanceof Promise) found.then(then, () => undefined)
}

/** Words of the stories, for the gallery's search. */
export function loadSearchable(): Promise<Readonly<Record<string, string>>> {
  return searchable().then(({ default: words }) => words)
}
