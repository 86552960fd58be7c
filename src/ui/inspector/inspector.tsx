/** What is in this thing, and why did it happen? */
import type { ReactElement } from 'react'
import { inspect } from '../../analysis/inspect.ts'
import type { Fact, Inspection } from '../../analysis/inspection.ts'
import { hasLogs } from '../../analysis/logs/disk-logs.ts'
import { hasLocks } from '../../analysis/logs/lock-waits.ts'
import { hasMovers } from '../../analysis/moving/rounds.ts'
import { EntityType } from '../../trace/entities.ts'
import { Button } from '../button.tsx'
import { OfFuture } from '../of-future.tsx'
import { part } from '../part.tsx'
import {
  loadDisks,
  loadGroups,
  loadLocks,
  loadLogs,
  loadMake,
  loadMoving,
  loadQueues,
} from '../parts.ts'
import type { RunView } from '../store/app-state.ts'
import { useApp, useAppStore, useRunHere } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'
import { ByteStrip } from './byte-strip.tsx'
import { CostCard } from './cost-card.tsx'
import { Differences } from './differences.tsx'
import { Things } from './things.tsx'
import { Why } from './why.tsx'
import './inspector.css'

const Disks = part(() => loadDisks().then((its) => its.Disks))
const Locks = part(() => loadLocks().then((its) => its.Locks))
const Logs = part(() => loadLogs().then((its) => its.DiskLogs))
const Make = part(() => loadMake().then((its) => its.MakeGraph))
const Moving = part(() => loadMoving().then((its) => its.MovingPages))
const Queues = part(() => loadQueues().then((its) => its.Queues))
const Groups = part(() => loadGroups().then((its) => its.Groups))

export function Inspector(): ReactElement {
  const store = useAppStore()
  const selection = useApp((s) => s.selection)
  const here = useRunHere()
  const run = here?.run ?? null
  const two = useApp((s) => s.other !== null)
  const cuts = useApp((s) => s.document?.cuts !== undefined)
  const makes = useApp((s) => s.document?.processes.some((its) => its.program === 'make-master'))
  const pools = useApp((s) => s.document?.processes.some((its) => its.program === 'job-queue'))
  const looked = here
    ? { trace: here.run.trace, setup: here.run.setup, prefix: here.prefix, time: here.cursor.time }
    : null
  const inspection =
    looked && selection ? inspect(looked, selection.entity, selection.record) : null
  const title = inspection?.title ?? (two ? 'What differs' : 'Inspector')
  return (
    <section className="panel inspect" aria-label="Inspector">
      <header>
        <div className="inspect-title">
          <h2>{title}</h2>
          {inspection ? <OfFuture /> : null}
          {inspection?.badge ? <StateBadge badge={inspection.badge} /> : null}
        </div>
        {cuts ? (
          <Button
            look="line"
            className="what-if-button"
            disabled={!run}
            onClick={() => store.getState().show('cuts')}
          >
            Every cut
          </Button>
        ) : null}
        <Button
          look="line"
          className="what-if-button"
          disabled={!run}
          onClick={() => store.getState().show('what-if')}
        >
          What if
        </Button>
      </header>
      {two && !inspection ? <Differences /> : null}
      {/* What a scenario is about stands before what is said of one thing. */}
      {run && makes ? <Make /> : null}
      {run && hasMovers(run.setup) ? <Moving /> : null}
      {run && pools ? <Queues /> : null}
      {inspection && run && looked ? (
        <>
          <Body inspection={inspection} prefix={looked.prefix} />
          <Why run={run} inspection={inspection} />
          {inspection.costs ? <CostCard setup={run.setup} /> : null}
        </>
      ) : two ? null : (
        <Things />
      )}
      {run && hasLocks(run.trace, run.setup) ? <Locks /> : null}
      {run && hasLogs(run.trace, run.setup) ? <Logs /> : null}
      {run && hasDisks(run) ? <Disks /> : null}
      {run && hasGroups(run) ? <Groups /> : null}
    </section>
  )
}

function hasDisks({ setup }: RunView): boolean {
  return setup.hosts.some(({ disks }) => disks !== undefined)
}

/** Those that the document names, or that the run has made by now. */
function hasGroups({ setup, trace }: RunView): boolean {
  const run = trace.parentOf(setup.cable.entity)
  return (
    setup.groups.length > 0 ||
    trace.childrenOf(run).some((child) => trace.typeOf(child) === EntityType.group)
  )
}

function StateBadge({ badge }: { readonly badge: NonNullable<Inspection['badge']> }): ReactElement {
  return (
    <span className={`badge ${badge.tone}`}>
      {badge.tone === 'loss' ? <Glyph name="e-drop" size={14} /> : null}
      {badge.tone === 'reply' ? <Glyph name="e-ok" size={14} /> : null}
      {badge.word}
    </span>
  )
}

function Body({
  inspection,
  prefix,
}: {
  readonly inspection: Inspection
  readonly prefix: number
}): ReactElement {
  const { strip, facts, note } = inspection
  const fields: readonly Fact[] =
    strip?.fields.map(({ name, value, mono }) => ({ term: name, value, mono })) ?? []
  const newest = Math.max(-1, ...facts.map(({ since }) => since ?? -1))
  return (
    <>
      {strip ? <ByteStrip strip={strip} /> : null}
      <dl className="kv">
        {[...facts, ...fields].map(({ term, value, mono, since }) => (
          <div
            key={`${term} ${mono ? value : ''}`}
            className={
              since !== undefined && since === newest && since >= prefix - 12 ? 'changed' : ''
            }
          >
            <dt>{term}</dt>
            <dd className={mono ? (value.length < 20 ? 'mono short' : 'mono') : ''}>{value}</dd>
          </div>
        ))}
      </dl>
      {note ? <p className="inspect-note">{note}</p> : null}
    </>
  )
}
