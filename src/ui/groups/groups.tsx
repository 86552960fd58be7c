/** What only an onlooker can lay side by side: who has heard what, and the logs of the members. */
import { type ReactElement, useState } from 'react'
import { gridWords, groupsSoFar, heardGrid } from '../../analysis/groups/heard-grid.ts'
import { logsAt, logsWords } from '../../analysis/groups/logs.ts'
import { OfFuture } from '../of-future.tsx'
import type { RunView } from '../store/app-state.ts'
import { useRunHere, useSelectHere } from '../store/context.ts'
import { HeardTable } from './heard-table.tsx'
import { LogTable } from './log-table.tsx'
import './groups.css'

/** While the run plays, ms: a column more lays out all of a large table, which takes most of a frame. */
const TABLE_EVERY_MS = 500

export function Groups(): ReactElement | null {
  const here = useRunHere(TABLE_EVERY_MS)
  if (!here) return null
  const { run, prefix } = here
  return (
    <>
      <Heard run={run} prefix={prefix} />
      <Logs run={run} prefix={prefix} />
    </>
  )
}

interface Props {
  readonly run: RunView
  readonly prefix: number
}

function Heard({ run, prefix }: Props): ReactElement | null {
  const { trace } = run
  const [open, setOpen] = useState(true)
  const [chosen, choose] = useState('')
  const groups = groupsSoFar(trace, prefix)
  const group = groups.find((each) => trace.nameOf(each) === chosen) ?? groups[0]
  if (group === undefined) return null
  const grid = open ? heardGrid(trace, prefix, group) : null
  return (
    <details className="drawer heard" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        Who has heard what
        <small>{groups.length === 1 ? trace.localName(group) : `${groups.length} groups`}</small>
        <OfFuture />
      </summary>
      {groups.length > 1 ? (
        <fieldset className="heard-groups">
          <legend className="aside">Group</legend>
          {groups.map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={each === group}
              onClick={() => choose(trace.nameOf(each))}
            >
              {trace.localName(each)}
            </button>
          ))}
        </fieldset>
      ) : null}
      {grid ? (
        <>
          <p className="inspect-note">{gridWords(trace, grid)}</p>
          <HeardTable run={run} grid={grid} />
        </>
      ) : null}
    </details>
  )
}

function Logs({ run, prefix }: Props): ReactElement | null {
  const selectHere = useSelectHere()
  const { trace } = run
  const logs = logsAt(trace, prefix)
  if (logs.members.length === 0) return null
  return (
    <details className="drawer logs" open>
      <summary>
        Logs side by side
        <small>{logs.differs < 0 ? 'alike' : `part at ${logs.places[logs.differs]}`}</small>
        <OfFuture />
      </summary>
      <p className="inspect-note">{logsWords(trace, logs)}</p>
      <LogTable
        run={run}
        logs={logs}
        go={(record) => selectHere({ entity: trace.nameOf(trace.entity(record)), record })}
      />
    </details>
  )
}
