/**
 * The fan: every cut on the axis of the run, and lines from each stretch of them down to the state that it leads
 * to. Cuts are spaced evenly, for most of them are crowded into a few thousandths of the run; times stand above.
 */
import type { KeyboardEvent, MouseEvent, ReactElement } from 'react'
import { moment } from '../../analysis/numbers.ts'
import { letterOf } from '../../lab/cut-words.ts'
import type { CutColumn, Stretch } from '../../lab/cuts.ts'
import type { Instant } from '../../scenarios/document/cuts.ts'
import { useApp } from '../store/context.ts'
import { useWidth } from '../use-width.ts'
import { StateMark } from './marks.tsx'

/** A run and its cuts; several where a switch is tried over. */
export interface FanRow {
  readonly label: string | null
  readonly first: number
  readonly instants: readonly Instant[]
}
interface Props {
  readonly rows: readonly FanRow[]
  readonly columns: readonly CutColumn[]
  readonly stretches: readonly Stretch[]
  readonly current: number
  readonly label: string
  /** What is said of the current cut. */
  readonly words: string
  readonly go: (index: number) => void
  readonly open: (index: number) => void
}

const SIDE = 14
const AXIS = 46
const BAR = 16
/** From one row to the next, its label with it. */
const ROW = 44
const FAN_HEIGHT = 114
const FOOT = 50
/** Between two times that can both be read, and where letters are large. */
const LABEL_APART = 92
const LABEL_APART_LARGE = 136
/** A stretch narrower than its mark has none. */
const MARK_ROOM = 14

export function CutsPicture(props: Props): ReactElement {
  const { rows, columns, stretches, current, label, words } = props
  const [place, width] = useWidth()
  const all = rows.reduce((sum, { instants }) => sum + instants.length, 0)
  const bottom = AXIS + (rows.length - 1) * ROW + BAR + FAN_HEIGHT
  const scales = rows.map((row, i) => scaleOf(row, i, width))
  const at = ({ clientX, clientY, currentTarget }: MouseEvent<HTMLDivElement>): number => {
    const box = currentTarget.getBoundingClientRect()
    const i = Math.floor((clientY - box.top - AXIS + ROW / 2) / ROW)
    const scale = scales[Math.max(0, Math.min(rows.length - 1, i))]
    return scale ? scale.at(clientX - box.left) : 0
  }
  const here = scales.findLast(({ first }) => first <= current) ?? scales[0]
  return (
    <div
      className="cut-picture"
      ref={place}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, all)}
      aria-valuenow={current + 1}
      aria-valuetext={words}
      onKeyDown={(event) => onKey(event, props, all)}
      onPointerMove={(event) => props.go(at(event))}
      onClick={(event) => props.open(at(event))}
    >
      <svg
        width={width}
        height={bottom + FOOT}
        viewBox={`0 0 ${width} ${bottom + FOOT}`}
        aria-hidden="true"
      >
        {here ? <Times scale={here} /> : null}
        {stretches.map((each) => (
          <Fan
            key={each.from}
            stretch={each}
            scale={scales.findLast(({ first }) => first <= each.from) ?? (here as Scale)}
            end={[columnX(each.column, columns.length, width), bottom]}
          />
        ))}
        {scales.map((scale) => (
          <Row key={scale.first} scale={scale} />
        ))}
        {columns.map((column, i) => (
          <Column
            key={letterOf(i)}
            column={column}
            index={i}
            x={columnX(i, columns.length, width)}
            y={bottom}
          />
        ))}
        {here ? (
          <path className="cut-here" d={`M${here.x(current)} ${here.y - 10}V${here.y + BAR + 8}`} />
        ) : null}
      </svg>
    </div>
  )
}

interface Scale extends FanRow {
  readonly y: number
  readonly step: number
  /** Of a cut, by its place among all. */
  readonly x: (index: number) => number
  readonly at: (x: number) => number
}

function scaleOf(row: FanRow, index: number, width: number): Scale {
  const { first, instants } = row
  const n = Math.max(1, instants.length)
  const step = (width - 2 * SIDE) / n
  return {
    ...row,
    y: AXIS + index * ROW,
    step,
    x: (cut) => SIDE + (cut - first + 0.5) * step,
    at: (x) => first + Math.max(0, Math.min(n - 1, Math.floor((x - SIDE) / step))),
  }
}

function onKey(
  event: KeyboardEvent,
  { rows, stretches, current, go, open }: Props,
  all: number,
): void {
  const row = rows.findLastIndex(({ first }) => first <= current)
  const beside = (by: 1 | -1): number => {
    const [own, other] = [rows[row], rows[row + by]]
    if (!own || !other) return current + by
    return other.first + Math.min(other.instants.length - 1, current - own.first)
  }
  const to: Readonly<Record<string, number>> = {
    ArrowRight: current + 1,
    ArrowLeft: current - 1,
    ArrowUp: rows.length > 1 ? beside(-1) : current + 1,
    ArrowDown: rows.length > 1 ? beside(1) : current - 1,
    PageUp: stretches.find(({ from }) => from > current)?.from ?? all - 1,
    PageDown: stretches.findLast(({ from }) => from < current)?.from ?? 0,
    Home: 0,
    End: all - 1,
  }
  const index = to[event.key]
  if (index !== undefined) go(Math.max(0, Math.min(all - 1, index)))
  else if (event.key === 'Enter' || event.key === ' ') open(current)
  else return
  event.preventDefault()
}

const columnX = (index: number, count: number, width: number): number =>
  SIDE + ((index + 0.5) / Math.max(1, count)) * (width - 2 * SIDE)

function Times({ scale }: { readonly scale: Scale }): ReactElement {
  const { first, instants, x } = scale
  const apart = useApp((s) => s.theme === 'projector') ? LABEL_APART_LARGE : LABEL_APART
  const right = x(first + instants.length - 1)
  const shown: number[] = []
  instants.forEach((_, i) => {
    const last = shown[shown.length - 1]
    // Half of its words would be beyond the picture.
    const isOut = right - x(first + i) < apart / 2 - SIDE
    // The first has its words to its right, the others on both sides.
    const room = shown.length === 1 ? 1.5 * apart - SIDE : apart
    const isApart = last === undefined || x(first + i) - x(first + last) >= room
    if (last === undefined || (isApart && !isOut)) shown.push(i)
  })
  return (
    <g>
      {shown.map((i, k) => (
        <text
          key={i}
          className="cut-time"
          x={k === 0 ? SIDE : x(first + i)}
          y={14}
          textAnchor={k === 0 ? 'start' : 'middle'}
        >
          {moment(instants[i]?.time ?? 0)}
        </text>
      ))}
      {shown.map((i) => (
        <path key={i} className="cut-tick" d={`M${x(first + i)} 19v7`} />
      ))}
    </g>
  )
}

/** Where the cuts are, all of them, unless they would touch; and what the row was tried with. */
function Row({ scale }: { readonly scale: Scale }): ReactElement {
  const { first, instants, x, y, step, label } = scale
  const d = instants.map((_, i) => `M${x(first + i)} ${y + BAR - 5}v5`).join('')
  return (
    <g>
      {label === null ? null : (
        <text className="cut-time" x={SIDE} y={y - 5}>
          {label}
        </text>
      )}
      {step < 4 ? null : <path className="cut-each" d={d} />}
    </g>
  )
}

interface FanProps {
  readonly stretch: Stretch
  readonly scale: Scale
  /** Where the column is. */
  readonly end: readonly [x: number, y: number]
}

function Fan({ stretch, scale, end }: FanProps): ReactElement {
  const { from, to, column, broken } = stretch
  const { y, step } = scale
  const left = scale.x(from) - step / 2
  const right = scale.x(to) + step / 2
  const look = column < 0 ? 'none' : broken ? 'broken' : 'kept'
  const middle = (left + right) / 2
  const [x, bottom] = end
  const top = y + BAR
  const bend = (top + bottom) / 2
  return (
    <g className={look}>
      {column < 0 ? null : (
        <path
          className="cut-fan"
          d={`M${middle} ${top}C${middle} ${bend} ${x} ${bend} ${x} ${bottom - 14}`}
        />
      )}
      <rect
        className="cut-bar"
        x={left}
        y={y}
        width={Math.max(1, right - left - 0.75)}
        height={BAR}
      />
      {column >= 0 && right - left >= MARK_ROOM ? (
        <g transform={`translate(${middle} ${y + BAR / 2 - 1})`}>
          <circle className="cut-mark-back" r="8.5" />
          <StateMark column={column} broken={broken} />
        </g>
      ) : null}
    </g>
  )
}

function Column({
  column,
  index,
  x,
  y,
}: {
  readonly column: CutColumn
  readonly index: number
  readonly x: number
  readonly y: number
}): ReactElement {
  return (
    <g transform={`translate(${x} ${y})`}>
      <StateMark column={index} broken={column.broken.size > 0} />
      <text className="cut-letter" y={26} textAnchor="middle">
        {letterOf(index)}
      </text>
      <text className="cut-count" y={44} textAnchor="middle">
        {column.cuts.length}
      </text>
    </g>
  )
}
