/** Members by messages, a sign for each; the arrow keys walk through it, Enter selects what made it so. */
import { type KeyboardEvent, memo, type ReactElement, useRef, useState } from 'react'
import {
  type CellState,
  cellWords,
  type HeardGrid,
  stateWords,
} from '../../analysis/groups/heard-grid.ts'
import { exchangeName } from '../../analysis/names.ts'
import { NONE } from '../../trace/record.ts'
import type { RunView } from '../store/app-state.ts'
import { useSelectHere } from '../store/context.ts'

interface Sign {
  readonly sign: string
  readonly hue: 'request' | 'reply' | 'loss' | 'plain'
}

/** Each state has a sign of its own: hue only repeats it. */
const SIGNS: Readonly<Record<CellState, Sign>> = {
  none: { sign: '·', hue: 'plain' },
  missed: { sign: '×', hue: 'loss' },
  queued: { sign: '□', hue: 'request' },
  received: { sign: '■', hue: 'request' },
  replied: { sign: '△', hue: 'reply' },
  replyLost: { sign: '⨯', hue: 'loss' },
  late: { sign: '∅', hue: 'loss' },
  arrived: { sign: '▲', hue: 'reply' },
  thrown: { sign: '–', hue: 'loss' },
  taken: { sign: '✓', hue: 'reply' },
  kept: { sign: '○', hue: 'request' },
  delivered: { sign: '●', hue: 'reply' },
  own: { sign: '→', hue: 'plain' },
  absent: { sign: '', hue: 'plain' },
}

const STATES = Object.keys(SIGNS) as CellState[]

interface Props {
  readonly run: RunView
  readonly grid: HeardGrid
}

export function HeardTable({ run, grid }: Props): ReactElement {
  const { trace } = run
  const selectHere = useSelectHere()
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const width = grid.messages.length
  const height = grid.members.length
  const row = Math.min(at.row, height - 1)
  const column = Math.min(at.column, width - 1)
  const open = (r: number, c: number): void => {
    const cell = grid.cells[r * width + c]
    const message = grid.messages[c]
    if (!cell || !message) return
    setAt({ row: r, column: c })
    const record = cell.record === NONE ? message.open : cell.record
    selectHere({ entity: trace.nameOf(trace.entity(record)), record })
  }
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (event.key === 'Enter' || event.key === ' ') open(row, column)
    else if (step) {
      const to = {
        row: Math.max(0, Math.min(height - 1, row + step[0])),
        column: Math.max(0, Math.min(width - 1, column + step[1])),
      }
      setAt(to)
      table.current?.querySelector<HTMLElement>(`[data-at="${to.row} ${to.column}"]`)?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (width === 0) return <p className="inspect-note">Nothing has been sent to it yet.</p>
  const used = STATES.filter((each) => each !== 'absent').filter((each) =>
    grid.cells.some(({ state }) => state === each),
  )
  return (
    <>
      <div className="heard-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked */}
        <table ref={table} className="heard-table" role="grid" onKeyDown={move}>
          <caption className="aside">Members by messages</caption>
          <thead>
            <tr>
              <td />
              {grid.messages.map(({ exchange }, i) => (
                <th key={exchange} scope="col" title={exchangeName(trace, exchange)}>
                  {grid.earlier + i + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.members.map((member, r) => (
              <Row
                key={member}
                name={trace.nameOf(member)}
                states={grid.cells.slice(r * width, (r + 1) * width).map(({ state }) => state)}
                row={r}
                first={grid.earlier}
                stop={r === row ? column : -1}
                says={(c) => cellWords(trace, grid, r, c)}
                open={open}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="heard-key">
        {used.map((state) => (
          <li key={state}>
            <i className={SIGNS[state].hue} aria-hidden="true">
              {SIGNS[state].sign}
            </i>
            {stateWords(state)}
          </li>
        ))}
      </ul>
    </>
  )
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

interface RowProps {
  readonly name: string
  readonly states: readonly CellState[]
  readonly row: number
  /** Which message its first cell is about. */
  readonly first: number
  /** The column that Tab stops at, -1 where it is in another row. */
  readonly stop: number
  readonly says: (column: number) => string
  readonly open: (row: number, column: number) => void
}

/** Most rows stay as they are from one moment to the next. */
const Row = memo(
  function Row({ name, states, row, stop, says, open }: RowProps): ReactElement {
    return (
      <tr>
        <th scope="row">{name}</th>
        {states.map((state, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <td key={column}>
            <button
              type="button"
              className={SIGNS[state].hue}
              data-at={`${row} ${column}`}
              tabIndex={stop === column ? 0 : -1}
              aria-label={says(column)}
              onClick={() => open(row, column)}
            >
              {SIGNS[state].sign}
            </button>
          </td>
        ))}
      </tr>
    )
  },
  (before, now) =>
    before.name === now.name &&
    before.row === now.row &&
    before.first === now.first &&
    before.stop === now.stop &&
    before.states.join() === now.states.join(),
)
