/** Every cut of the run on the screen: the fan, the states, and a link to the run behind each. */
import { type ReactElement, useState, useSyncExternalStore } from 'react'
import { count, moment } from '../../analysis/numbers.ts'
import {
  cutSentence,
  letterOf,
  outcomeLabel,
  planWords,
  stateWords,
  verdictWords,
  windowWords,
} from '../../lab/cut-words.ts'
import {
  type CutColumn,
  type CutRow,
  columnsOf,
  cutOf,
  type Enumeration,
  stretchesOf,
} from '../../lab/cuts.ts'
import {
  type CutPlan,
  cutPlan,
  cutTuple,
  isCut,
  machineOf,
  uncut,
} from '../../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { changedSwitches } from '../../scenarios/document/switches.ts'
import { encodeLink } from '../../share/link.ts'
import type { RunTuple } from '../../trace/tuple.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import type { AppState } from '../store/app-state.ts'
import { predictionOf } from '../store/asking.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { type CutProgress, cutRuns, cutsKey } from './cut-runs.ts'
import { StateKey } from './marks.tsx'
import { CutsPicture } from './picture.tsx'
import './cuts.css'

export function CutsDialog(): ReactElement | null {
  const document = useApp((s) => s.document)
  const tuple = useApp((s) => s.tuple)
  const plan = document && tuple ? planOf(document, tuple) : null
  if (!document || !tuple || !plan) return null
  return (
    <Dialog title="Every cut" wide>
      <Cuts document={document} tuple={tuple} plan={plan} />
    </Dialog>
  )
}

/** Null also where the switches do not go together: the page says so already. */
function planOf(document: ScenarioDocument, tuple: RunTuple): CutPlan | null {
  try {
    return cutPlan(document, tuple.switches)
  } catch {
    return null
  }
}

interface Props {
  readonly document: ScenarioDocument
  readonly tuple: RunTuple
  readonly plan: CutPlan
}

function Cuts({ document, tuple, plan }: Props): ReactElement {
  const again = isCut(tuple, plan)
  const [keep, setKeep] = useState(false)
  const base = uncut(tuple, plan, keep)
  const job = { document, tuple: base }
  const key = cutsKey(job)
  const progress = useSyncExternalStore(cutRuns.subscribe, () => cutRuns.of(key))
  const asked = useApp((s) => isAsked(s, plan))
  if (asked)
    return <p>A question about this is open in the story. Answer it first; then come back.</p>
  const { found, outcomes, running, sentence } = progress
  return (
    <>
      <p>
        {planWords(plan)}, {windowWords(plan)}. Each cut is a run of its own; they are told apart by{' '}
        <b>{outcomeLabel(document, plan)}</b>.
      </p>
      {again ? (
        <label className="tickbox">
          <input type="checkbox" checked={keep} onChange={() => setKeep(!keep)} />
          Keep the cut of this run, and cut a second time
        </label>
      ) : null}
      <div className="cut-run">
        {running ? (
          <Button look="line" onClick={() => cutRuns.cancel()}>
            Cancel
          </Button>
        ) : (
          <Button look={found ? 'line' : 'solid'} onClick={() => cutRuns.ask(job)}>
            {found ? 'Run every cut again' : 'Run every cut'}
          </Button>
        )}
        {running && found ? (
          <progress value={outcomes.length} max={found.count} aria-label="Cuts done" />
        ) : null}
        <p className="num" role="status">
          {sentence ?? statusWords(progress)}
        </p>
      </div>
      {found && found.count > 0 ? (
        <Found document={document} tuple={tuple} plan={plan} progress={progress} found={found} />
      ) : null}
    </>
  )
}

function statusWords({ found, outcomes, running }: CutProgress): string {
  if (!found) return running ? 'Looking for the instants.' : ''
  const all = found.count
  if (all === 0) return 'Nothing changes there in this run, so there is nothing to cut.'
  if (outcomes.length < all) return `${outcomes.length} of ${count(all, 'cut')}`
  return `${count(all, 'cut')}, ${count(columnsOf(outcomes).length, 'distinct state')}.`
}

/** While a question about the outcome is open, its answer is not shown. */
function isAsked(state: AppState, { outcome }: CutPlan): boolean {
  const question = predictionOf(state, state.asking)
  if (!question) return false
  const part = state.document?.metrics.find(({ name }) => name === question.metric)
  return part?.cuts !== undefined || question.metric === outcome
}

function Found({
  document,
  tuple,
  plan,
  progress,
  found,
}: Props & { readonly progress: CutProgress; readonly found: Enumeration }): ReactElement {
  const store = useAppStore()
  const { outcomes } = progress
  const [current, go] = useState(() => placeOf(found, tuple))
  const columns = columnsOf(outcomes)
  const stretches = stretchesOf(outcomes, columns, found.rows)
  const linkOf = (index: number): string => {
    const { row, instant } = cutOf(found, index)
    return cutLink(store.getState(), document, cutTuple(row.base, plan, instant))
  }
  const open = (index: number): void => {
    location.hash = linkOf(index)
    store.getState().show(null)
  }
  const here = Math.min(current, found.count - 1)
  const outcome = outcomes.find(({ index }) => index === here)
  const { row, instant } = cutOf(found, here)
  const label = rowLabel(document, found, row)
  const words = `Cut ${here + 1} of ${found.count}${label === null ? '' : `, ${label}`}, ${cutSentence(document, plan, instant, outcome)}`
  return (
    <>
      <CutsPicture
        rows={found.rows.map((each) => ({ ...each, label: rowLabel(document, found, each) }))}
        columns={columns}
        stretches={stretches}
        current={here}
        label="Cuts in the order of their time. Arrow keys go from one to the next, Page Up and Page Down to where the outcome changes; Enter opens the run."
        words={words}
        go={go}
        open={open}
      />
      <p className="cut-words">
        {words}{' '}
        <a href={linkOf(here)} onClick={() => store.getState().show(null)}>
          Open this run
        </a>
      </p>
      <States document={document} plan={plan} columns={columns} found={found} linkOf={linkOf} />
      <p className="cut-note">
        Every cut has the same width; the times above say how unequal the run is. A line in full is
        a cut after which every promise is kept, a dashed one breaks a promise.
      </p>
    </>
  )
}

/** The cut that is in the run on the screen, else the first. */
function placeOf({ plan, rows }: Enumeration, { switches, interventions }: RunTuple): number {
  const { over, action, target } = plan
  const own = interventions.find((it) => it.action === action && it.target === target)
  const row = over
    ? rows.find(({ base }) => base.switches[over.switch] === switches[over.switch])
    : rows[0]
  const at = row?.instants.findIndex(({ time, cut }) => own?.time === time && own.cut === cut) ?? -1
  return row && at >= 0 ? row.first + at : 0
}

/** What the switch stands at in this row, where one is tried over. */
function rowLabel(
  { switches }: ScenarioDocument,
  { plan }: Enumeration,
  { base }: CutRow,
): string | null {
  const its = switches.find(({ key }) => key === plan.over?.switch)
  if (!its) return null
  const value = base.switches[its.key]
  const choice = its.kind === 'choice' ? its.values.find((each) => each.value === value) : undefined
  return `${its.label}: ${choice?.label ?? String(value)}`
}

function States({
  document,
  plan,
  columns,
  found,
  linkOf,
}: Pick<Props, 'document' | 'plan'> & {
  readonly columns: readonly CutColumn[]
  readonly found: Enumeration
  readonly linkOf: (index: number) => string
}): ReactElement {
  const store = useAppStore()
  return (
    <table className="cut-states">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Cuts
          </th>
          <th scope="col">Promises</th>
          <th scope="col">First of them</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, i) => (
          <tr key={letterOf(i)}>
            <th scope="row">
              <span className="cut-state">
                <StateKey column={i} broken={column.broken.size > 0} />
                <b>{letterOf(i)}</b> {stateWords(document, plan, column.state)}
              </span>
            </th>
            <td className="num">{column.cuts.length}</td>
            <td>
              {verdictWords(column).map((words) => (
                <span key={words} className={`badge ${column.broken.size > 0 ? 'loss' : 'reply'}`}>
                  {words}
                </span>
              ))}
            </td>
            <td>
              <a
                href={linkOf(column.cuts[0] as number)}
                onClick={() => store.getState().show(null)}
              >
                {moment(cutOf(found, column.cuts[0] as number).instant.time)}
                <span className="aside">: open the first run that ends in state {letterOf(i)}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The run, at the instant of the cut, looked at as the reader looks now. */
function cutLink(state: AppState, document: ScenarioDocument, tuple: RunTuple): string {
  const { authored, layer, pacing } = state
  const cut = tuple.interventions.findLast(({ action }) => action !== 'reboot')
  return encodeLink({
    tuple: { ...tuple, switches: changedSwitches(document, tuple.switches) },
    ...(authored ? { document } : {}),
    cursor: { time: cut?.time ?? 0, ordinal: -1 },
    selection: cut ? machineOf(cut.target) : null,
    view: { layer, pacing, compare: null },
  })
}
