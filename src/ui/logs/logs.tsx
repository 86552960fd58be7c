/** The machines' logs side by side: forced from unforced, and where each record is. */
import type { ReactElement } from 'react'
import {
  type DiskLog,
  type DurableState,
  diskLogsAt,
  diskLogsWords,
  durableWords,
  type LoggedRecord,
} from '../../analysis/logs/disk-logs.ts'
import { OfFuture } from '../of-future.tsx'
import { useRunHere, useSelectHere } from '../store/context.ts'
import './logs.css'

/** Full: on the disk; half: on its way; dotted: memory; crossed: gone. */
const SIGNS: Readonly<Record<DurableState, string>> = {
  disk: '■',
  writing: '◧',
  memory: '□',
  lost: '×',
}
const STATES: readonly (readonly [DurableState, string])[] = [
  ['disk', 'on the disk'],
  ['writing', 'on its way there'],
  ['memory', 'in memory alone'],
  ['lost', 'gone with the power'],
]

export function DiskLogs(): ReactElement | null {
  const selectHere = useSelectHere()
  const here = useRunHere()
  if (!here) return null
  const { trace, setup } = here.run
  const logs = diskLogsAt(trace, setup, here.prefix)
  if (logs.length === 0) return null
  const go = (record: number): void =>
    selectHere({ entity: trace.nameOf(trace.entity(record)), record })
  return (
    <details className="drawer disk-logs" open>
      <summary>
        Logs on the disks
        <small>{logs.length === 1 ? logs[0]?.host : `${logs.length} machines`}</small>
        <OfFuture />
      </summary>
      <p className="inspect-note">{diskLogsWords(logs)}</p>
      <div className="disk-log-scroll">
        {logs.map((log) => (
          <OneLog key={log.entity} log={log} go={go} />
        ))}
      </div>
      <ul className="disk-log-key">
        {STATES.map(([state, says]) => (
          <li key={state}>
            <i className={state} aria-hidden="true">
              {SIGNS[state]}
            </i>
            {says}
          </li>
        ))}
        <li>
          <b>bold</b> forced: its writer waits
        </li>
      </ul>
    </details>
  )
}

function OneLog({
  log: { host, records },
  go,
}: {
  readonly log: DiskLog
  readonly go: (record: number) => void
}): ReactElement {
  return (
    <section aria-label={`Log of ${host}`}>
      <h4>{host}</h4>
      {records.length === 0 ? <p className="aside">empty</p> : null}
      <ol>
        {records.map((each) => (
          <li key={each.record}>
            <Entry each={each} go={go} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Entry({
  each,
  go,
}: {
  readonly each: LoggedRecord
  readonly go: (record: number) => void
}): ReactElement {
  const { forced, state, text, number, record } = each
  return (
    <button
      type="button"
      className={forced ? `${state} forced` : state}
      aria-label={`Record ${number}, ${text}: ${durableWords(each)}`}
      title={durableWords(each)}
      onClick={() => go(record)}
    >
      <i className={state} aria-hidden="true">
        {SIGNS[state]}
      </i>
      <span>{text}</span>
    </button>
  )
}
