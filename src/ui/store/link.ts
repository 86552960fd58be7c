/** The link of what is on the screen, and the screen of a link. */
import { bindDocument } from '../../scenarios/document/bind.ts'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { changedSwitches } from '../../scenarios/document/switches.ts'
import { type Author, decodeLink, encodeLink } from '../../share/link.ts'
import { resolveRevision } from '../../share/revision.ts'
import type { LinkState } from '../../share/state.ts'
import type { AppState, FindScenario, Opening } from './app-state.ts'
import { notLoaded } from './futures.ts'

/** What follows the page's own address; empty for the gallery. */
export function linkOf(state: AppState): string {
  const { document, tuple, screen } = state
  if (screen === 'lab') return labLink(state.labQuery)
  if (screen !== 'scenario' || !document || !tuple) return ''
  const { time, ordinal } = state.cursor
  const summary = state.run?.tuple === tuple ? state.run.summary : null
  const link: LinkState = {
    tuple: { ...tuple, switches: changedSwitches(document, tuple.switches) },
    ...(state.authored ? { document } : {}),
    cursor: { time: Math.round(time), ordinal },
    selection: state.selection?.entity ?? null,
    view: {
      layer: state.layer,
      pacing: state.pacing,
      ...(state.wire === opensWire(document) ? {} : { wire: state.wire }),
      compare: compareOf(state),
    },
    ...(summary ? { fingerprint: plainPrint(summary.fingerprint) } : {}),
  }
  return encodeLink(link)
}

const LAB = '#lab'
export function labLink(query = ''): string {
  return query === '' ? LAB : `${LAB}?${query}`
}
/** What the address says of the lab; null when it is a link to something else. */
export function labQueryIn(hash: string): string | null {
  if (hash === LAB) return ''
  return hash.startsWith(`${LAB}?`) ? hash.slice(LAB.length + 1) : null
}

/** A link writes the dot between the two parts of a fingerprint plainly. */
export function plainPrint(fingerprint: string): string {
  return fingerprint.replace('·', '.')
}

/** Whether a scenario opens with the wire drawn. */
export function opensWire(document: ScenarioDocument): boolean {
  return document.view?.wire ?? false
}

function compareOf({ other, tuple }: AppState): LinkState['view']['compare'] {
  if (!other || !tuple) return null
  const switches = Object.fromEntries(
    Object.entries(other.tuple.switches).filter(([key, value]) => tuple.switches[key] !== value),
  )
  return { switches, interventions: other.tuple.interventions }
}

/** The plain link of a scenario, for its card in the gallery. */
export function linkTo(scenario: Pick<ScenarioDocument, 'id' | 'revision'>): string {
  return encodeLink({
    tuple: defaultTuple(scenario),
    cursor: { time: 0, ordinal: -1 },
    selection: null,
    view: { layer: 'message', pacing: 'broken', compare: null },
  })
}

export type Read =
  | {
      readonly ok: true
      readonly opening: Opening
      readonly note: string | null
      readonly fingerprint: string | null
    }
  | { readonly ok: false; readonly sentence: string }

/** What a link opens; later, where its scenario has to be loaded first. Never rejects. */
export function readLink(
  hash: string,
  find: FindScenario,
  author: Author = 'anybody',
): Read | Promise<Read> {
  const decoded = decodeLink(hash, author)
  if (!decoded.ok) return decoded
  const { state } = decoded
  const { scenario } = state.tuple
  const found = state.document ?? find(scenario)
  if (!found)
    return {
      ok: false,
      sentence: `This link is to a scenario “${scenario}” that does not exist here.`,
    }
  if (!(found instanceof Promise)) return openingOf(state, found)
  return found.then(
    (document) => openingOf(state, document),
    () => ({ ok: false, sentence: notLoaded(scenario) }),
  )
}

function openingOf(state: LinkState, document: ScenarioDocument): Read {
  const { tuple, view } = state
  const revision = resolveRevision(tuple.revision, document.revision)
  if (!revision.ok) return revision
  const bind = bindDocument(document, tuple.switches)
  if (!bind.ok) return { ok: false, sentence: `This link cannot be opened: ${bind.sentence}.` }
  const opening: Opening = {
    document,
    authored: state.document !== undefined,
    tuple: { ...tuple, revision: document.revision },
    cursor: state.cursor,
    selection: state.selection,
    layer: view.layer,
    pacing: view.pacing,
    wire: view.wire ?? opensWire(document),
    compare: view.compare,
  }
  return { ok: true, opening, note: revision.note, fingerprint: state.fingerprint ?? null }
}

/** Whether two links ask for the same run, so that opening one is only moving the cursor. */
export function sameRun(state: AppState, opening: Opening): boolean {
  const { tuple, document } = state
  if (state.screen !== 'scenario' || !tuple || !document) return false
  const key = (one: typeof tuple, its: ScenarioDocument): string =>
    JSON.stringify([
      one.scenario,
      one.seed,
      changedSwitches(its, one.switches),
      one.interventions.map(({ time, cut, action, target, amount }) => [
        time,
        cut,
        action,
        target,
        amount,
      ]),
    ])
  return (
    key(tuple, document) === key(opening.tuple, opening.document) &&
    state.authored === opening.authored &&
    (!state.authored || JSON.stringify(document) === JSON.stringify(opening.document))
  )
}
