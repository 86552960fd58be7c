/**
 * The fan: every cut on the axis of the run, and lines from each stretch of them down to the state that it leads
 * to. Cuts are spaced evenly, for most of them are crowded into a few thousandths of the run; times stand above.
 */
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react'
import { moment } from '../../analysis/numbers.ts'
import { letterOf } from '../../lab/cut-words.ts'
import type { CutColumn, Stretch } from '../../lab/cuts.ts'
import type { Instant } from '../../scenarios/document/cuts.ts'
import { useApp } from '../store/context.ts'
import { useWidth } from '../use-width.ts'
import { StateMark } from './marks.tsx'

interface Props {
  readonly instants: readonly Instant[]
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
const FAN = AXIS + BAR
const BOTTOM = 176
const HEIGHT = 226
/** Between two times that can both be read, and where letters are large. */
const LABEL_APART = 92
const LABEL_APART_LARGE = 136
/** A stretch narrower than its mark has none. */
const MARK_ROOM = 14

export function CutsPicture(props: Props): ReactElement {
  const { instants, columns, stretches, current, label, words } = props
  const [place, width] = useWidth()
  const n = Math.max(1, instants.length)
  const x = (index: number): number => SIDE + ((index + 0.5) / n) * (width - 2 * SIDE)
  const at = (clientX: number, left: number): number => {
    const index = Math.floor(((clientX - left - SIDE) / (width - 2 * SIDE)) * n)
    return Math.max(0, Math.min(n - 1, index))
  }
  const onPointer = (act: (index: number) => void) => (event: PointerEvent<HTMLDivElement>) =>
    act(at(event.clientX, event.currentTarget.getBoundingClientRect().left))
  return (
    <div
      className="cut-picture"
      ref={place}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={n}
      aria-valuenow={current + 1}
      aria-valuetext={words}
      onKeyDown={(event) => onKey(event, props)}
      onPointerMove={onPointer(props.go)}
      onClick={(event) =>
        props.open(at(event.clientX, event.currentTarget.getBoundingClientRect().left))
      }
    >
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <Times instants={instants} x={x} />
        {stretches.map((each) => (
          <Fan key={each.from} stretch={each} columns={columns.length} x={x} width={width} />
        ))}
        <Ticks count={instants.length} x={x} />
        {columns.map((column, i) => (
          <Column
            key={letterOf(i)}
            column={column}
            index={i}
            x={columnX(i, columns.length, width)}
          />
        ))}
        <path className="cut-here" d={`M${x(current)} ${AXIS - 10}V${FAN + 8}`} />
      </svg>
    </div>
  )
}

function onKey(event: KeyboardEvent, { instants, stretches, current, go, open }: Props): void {
  const last = instants.length - 1
  const next = stretches.find(({ from }) => from > current)?.from ?? last
  const here = stretches.findLast(({ from }) => from < current)?.from ?? 0
  const to: Readonly<Record<string, number>> = {
    ArrowRight: current + 1,
    ArrowUp: current + 1,
    ArrowLeft: current - 1,
    ArrowDown: current - 1,
    PageUp: next,
    PageDown: here,
    Home: 0,
    End: last,
  }
  const index = to[event.key]
  if (index !== undefined) go(Math.max(0, Math.min(last, index)))
  else if (event.key === 'Enter' || event.key === ' ') open(current)
  else return
  event.preventDefault()
}

const columnX = (index: number, count: number, width: number): number =>
  SIDE + ((index + 0.5) / Math.max(1, count)) * (width - 2 * SIDE)

type X = (index: number) => number

function Times({ instants, x }: Pick<Props, 'instants'> & { readonly x: X }): ReactElement {
  const apart = useApp((s) => s.theme === 'projector') ? LABEL_APART_LARGE : LABEL_APART
  const right = x(instants.length - 1)
  const shown: number[] = []
  instants.forEach((_, i) => {
    const last = shown[shown.length - 1]
    // Half of its words would be beyond the picture.
    const isOut = right - x(i) < apart / 2 - SIDE
    if (last === undefined || (x(i) - x(last) >= apart && !isOut)) shown.push(i)
  })
  return (
    <g>
      {shown.map((i, k) => (
        <text
          key={i}
          className="cut-time"
          x={k === 0 ? SIDE : x(i)}
          y={22}
          textAnchor={k === 0 ? 'start' : 'middle'}
        >
          {moment(instants[i]?.time ?? 0)}
        </text>
      ))}
      {shown.map((i) => (
        <path key={i} className="cut-tick" d={`M${x(i)} 28V${AXIS}`} />
      ))}
    </g>
  )
}

/** Where the cuts are, all of them: closer than two pixels they are one line. */
function Ticks({ count, x }: { readonly count: number; readonly x: X }): ReactElement {
  const apart = count > 1 ? x(1) - x(0) : 99
  if (apart < 4) return <g />
  const d = Array.from({ length: count }, (_, i) => `M${x(i)} ${AXIS + BAR - 5}v5`).join('')
  return <path className="cut-each" d={d} />
}

interface FanProps {
  readonly stretch: Stretch
  readonly columns: number
  readonly x: X
  readonly width: number
}

function Fan({ stretch, columns, x, width }: FanProps): ReactElement | null {
  const { from, to, column, broken } = stretch
  const half = (x(1) - x(0)) / 2
  const left = x(from) - half
  const right = x(to) + half
  const look = column < 0 ? 'none' : broken ? 'broken' : 'kept'
  const middle = (left + right) / 2
  const end = columnX(column, columns, width)
  const bend = (FAN + BOTTOM) / 2
  return (
    <g className={look}>
      <rect
        className="cut-bar"
        x={left}
        y={AXIS}
        width={Math.max(1, right - left - 0.75)}
        height={BAR}
      />
      {column < 0 ? null : (
        <path
          className="cut-fan"
          d={`M${middle} ${FAN}C${middle} ${bend} ${end} ${bend} ${end} ${BOTTOM - 14}`}
        />
      )}
      {column >= 0 && right - left >= MARK_ROOM ? (
        <g transform={`translate(${middle} ${AXIS + BAR / 2 - 1})`}>
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
}: {
  readonly column: CutColumn
  readonly index: number
  readonly x: number
}): ReactElement {
  return (
    <g transform={`translate(${x} ${BOTTOM})`}>
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
