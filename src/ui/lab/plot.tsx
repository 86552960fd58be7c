/** A plot of points with their spread, in ink: lines are told apart by mark, dash and name. */
import { scaleLinear, scaleLog, scalePoint } from 'd3-scale'
import { line as path } from 'd3-shape'
import type { ReactElement } from 'react'
import { figure } from '../../analysis/numbers.ts'
import type { Spread } from '../../lab/spread.ts'
import { useWidth } from '../use-width.ts'
import './plot.css'

export interface PlotAxis {
  readonly label: string
  readonly unit: string
  readonly doubling?: boolean
}
export interface PlotPoint {
  readonly x: number | string
  readonly spread: Spread
  /** The run behind it. */
  readonly href: string
  readonly label: string
  /** Only some of the seeds gave a number: the mark is hollow. */
  readonly partial?: boolean
}
export interface PlotLine {
  readonly name: string
  /** Numbers of its mark and of its dash; absent: the line’s own number for both. */
  readonly look?: { readonly mark: number; readonly dash: number }
  readonly points: readonly PlotPoint[]
}
export interface PlotReference {
  readonly name: string
  readonly kind: 'formula' | 'readings'
  /** Of the model itself, and not published by anybody. */
  readonly own?: boolean
  readonly points: readonly { readonly x: number; readonly y: number }[]
}
interface Props {
  readonly title: string
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly lines: readonly PlotLine[]
  readonly references?: readonly PlotReference[]
}

/** The points say it all, and there is a table. */
const UNHEARD = { 'aria-hidden': true } as const
const HEIGHT = 340
const MARGIN = { top: 34, right: 24, bottom: 48, left: 64 }
const MARKS = ['circle', 'square', 'triangle', 'diamond'] as const
type Mark = (typeof MARKS)[number]

export function Plot({ title, x, y, lines, references = [] }: Props): ReactElement {
  const [place, width] = useWidth()
  const scales = scalesOf(width, x, lines, references)
  return (
    <div className="plot" ref={place}>
      <Legend lines={lines} references={references} />
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="group"
        aria-label={title}
      >
        <Axes width={width} x={x} y={y} scales={scales} />
        {references.map((each) => (
          <Reference key={each.name} its={each} scales={scales} />
        ))}
        {lines.map((each, i) => (
          <Line key={each.name} its={each} scales={scales} index={i} />
        ))}
      </svg>
    </div>
  )
}

interface Scales {
  readonly x: (value: number | string) => number
  readonly y: (value: number) => number
  readonly xTicks: readonly (number | string)[]
  readonly yTicks: readonly number[]
}

function scalesOf(
  width: number,
  axis: PlotAxis,
  lines: readonly PlotLine[],
  references: readonly PlotReference[],
): Scales {
  const points = lines.flatMap((each) => each.points)
  const given = references.flatMap((each) => each.points)
  const ys = [...points.flatMap(({ spread }) => [spread.min, spread.max]), ...given.map((p) => p.y)]
  const y = scaleLinear(
    [Math.min(0, ...ys), Math.max(...ys, 1e-9)],
    [HEIGHT - MARGIN.bottom, MARGIN.top],
  ).nice(6)
  const yTicks = y.ticks(6)
  const across = [MARGIN.left, width - MARGIN.right] as const
  const most = Math.max(2, Math.min(10, Math.floor(width / 90)))
  const xs = [...points.map((point) => point.x), ...given.map((point) => point.x)]
  if (xs.some((each) => typeof each === 'string')) {
    const words = [...new Set(xs.map(String))]
    const x = scalePoint(words, across).padding(0.5)
    return { x: (value) => x(String(value)) ?? MARGIN.left, y, xTicks: words, yTicks }
  }
  const numbers = [...new Set(xs.length > 0 ? (xs as number[]) : [0])].sort((a, b) => a - b)
  const ends = [numbers[0] as number, numbers[numbers.length - 1] as number] as const
  if (axis.doubling && ends[0] > 0 && ends[1] > ends[0]) {
    const x = scaleLog(ends, across).base(2)
    // The values themselves are the ticks: nobody measured between two doublings.
    return { x: (value) => x(Number(value)), y, xTicks: apart(numbers, x), yTicks }
  }
  const x = scaleLinear([ends[0], ends[1] > ends[0] ? ends[1] : ends[0] + 1], across)
  // Between whole things there is nothing to count.
  const whole = numbers.every(Number.isInteger)
  const xTicks = x.ticks(most).filter((tick) => !whole || Number.isInteger(tick))
  return { x: (value) => x(Number(value)), y, xTicks, yTicks }
}

/** Ticks whose words would touch are left out. */
function apart(ticks: readonly number[], x: (value: number) => number): readonly number[] {
  const kept: number[] = []
  for (const tick of ticks) {
    const last = kept[kept.length - 1]
    if (last === undefined || x(tick) - x(last) >= 44) kept.push(tick)
  }
  return kept
}

const words = (value: number | string) => (typeof value === 'number' ? figure(value) : value)
const withUnit = ({ label, unit }: PlotAxis) => (unit === '' ? label : `${label}, ${unit}`)

interface AxesProps {
  readonly width: number
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly scales: Scales
}

function Axes({ width, x, y, scales }: AxesProps): ReactElement {
  const bottom = HEIGHT - MARGIN.bottom
  return (
    <g {...UNHEARD}>
      {scales.yTicks.map((tick) => (
        <g key={tick}>
          <path
            className={tick === 0 ? 'plot-zero' : 'plot-grid'}
            d={`M${MARGIN.left} ${scales.y(tick)}H${width - MARGIN.right}`}
          />
          <text className="plot-tick" x={MARGIN.left - 8} y={scales.y(tick) + 4} textAnchor="end">
            {words(tick)}
          </text>
        </g>
      ))}
      {scales.xTicks.map((tick) => (
        <g key={tick}>
          <path className="plot-zero" d={`M${scales.x(tick)} ${bottom}v5`} />
          <text className="plot-tick" x={scales.x(tick)} y={bottom + 20} textAnchor="middle">
            {words(tick)}
          </text>
        </g>
      ))}
      <text className="plot-name" x={MARGIN.left} y={16} textAnchor="start">
        {withUnit(y)}
      </text>
      <text className="plot-name" x={width - MARGIN.right} y={HEIGHT - 8} textAnchor="end">
        {withUnit(x)}
      </text>
    </g>
  )
}

const shapeOf = ({ look }: PlotLine, index: number): string =>
  SHAPES[MARKS[(look?.mark ?? index) % MARKS.length] as Mark]
const dashOf = ({ look }: PlotLine, index: number): string =>
  `plot-line line-${(look?.dash ?? index) % 4}`

function Line({
  its,
  scales,
  index,
}: {
  readonly its: PlotLine
  readonly scales: Scales
  readonly index: number
}): ReactElement {
  const at = path<PlotPoint>(
    (point) => scales.x(point.x),
    (point) => scales.y(point.spread.mean),
  )
  return (
    <g>
      <path className={dashOf(its, index)} d={at(its.points) ?? ''} />
      {its.points.map((point) => {
        const { spread } = point
        const x = scales.x(point.x)
        return (
          <a key={point.x} href={point.href} aria-label={point.label} className="plot-point">
            <title>{point.label}</title>
            {spread.min === spread.max ? null : (
              <path
                className="plot-spread"
                d={`M${x} ${scales.y(spread.min)}V${scales.y(spread.max)}M${x - 4} ${scales.y(spread.min)}h8M${x - 4} ${scales.y(spread.max)}h8`}
              />
            )}
            <circle className="plot-hit" cx={x} cy={scales.y(spread.mean)} r="12" />
            <path
              className={point.partial ? 'plot-mark partial' : 'plot-mark'}
              transform={`translate(${x} ${scales.y(spread.mean)})`}
              d={shapeOf(its, index)}
            />
          </a>
        )
      })}
    </g>
  )
}

const SHAPES: Readonly<Record<Mark, string>> = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  square: 'M-4 -4h8v8h-8z',
  triangle: 'M0 -5.2l5 8.7h-10z',
  diamond: 'M0 -5.6l5.6 5.6l-5.6 5.6l-5.6 -5.6z',
}
const READING = 'M-5 0h10M0 -5v10'

function Reference({
  its,
  scales,
}: {
  readonly its: PlotReference
  readonly scales: Scales
}): ReactElement {
  if (its.kind === 'readings')
    return (
      <g {...UNHEARD}>
        {its.points.map(({ x, y }) => (
          <path
            key={`${x} ${y}`}
            className="plot-reading"
            transform={`translate(${scales.x(x)} ${scales.y(y)})`}
            d={READING}
          />
        ))}
      </g>
    )
  const at = path<{ x: number; y: number }>(
    ({ x }) => scales.x(x),
    ({ y }) => scales.y(y),
  )
  return <path className="plot-formula" d={at(its.points) ?? ''} {...UNHEARD} />
}

function Legend({ lines, references = [] }: Pick<Props, 'lines' | 'references'>): ReactElement {
  return (
    <ul className="legend">
      {lines.map((line, i) => (
        <li key={line.name}>
          <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
            <path className={dashOf(line, i)} d="M0 7H34" />
            <path className="plot-mark" transform="translate(17 7)" d={shapeOf(line, i)} />
          </svg>
          {line.name}
        </li>
      ))}
      {references.map(({ name, kind, own }) => (
        <li key={name}>
          <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
            {kind === 'formula' ? (
              <path className="plot-formula" d="M0 7H34" />
            ) : (
              <path className="plot-reading" transform="translate(17 7)" d={READING} />
            )}
          </svg>
          {own ? name : `published: ${name}`}
        </li>
      ))}
    </ul>
  )
}
