import type { ReactElement } from 'react'
import type { Strip } from '../../analysis/byte-strip.ts'

const WIDTH = 352
/** Of a letter, in tick sizes (`--t-tick`); and that size, as a hand's breadth from the screen and across a room. */
const LETTER = 0.55
const TICK = { page: 11.5, room: 18 }
const GAP = 4

/** The bytes of a frame, each part as wide as it is long. */
export function ByteStrip({ strip }: { readonly strip: Strip }): ReactElement {
  const unit = (WIDTH - 1) / Math.max(1, strip.bytes)
  let x = 0.5
  const parts = strip.parts.map((part, i) => {
    const width = part.bytes * unit
    const placed = { ...part, x, width, key: `${part.part} ${i}` }
    x += width
    return placed
  })
  const inRoom = labelsOf(parts, TICK.room)
  const labels = labelsOf(parts, TICK.page).map((label, i) => ({
    ...label,
    inRoom: inRoom[i]?.fits,
  }))
  return (
    <svg
      className="byte-strip"
      viewBox={`0 0 ${WIDTH} 44`}
      role="img"
      aria-label={`The ${strip.bytes} bytes of the frame, in proportion: ${parts.map(({ part, bytes }) => `${part} ${bytes}`).join(', ')}`}
    >
      {parts.map((part, i) => (
        <g key={part.key}>
          <rect
            x={part.x}
            y={0.5}
            width={part.width}
            height={22}
            className={`part part-${part.part === 'message' ? 'message' : part.part === 'sync' ? 'sync' : 'plain'}`}
          />
          {part.width > 11 ? (
            <text className="t-tick" textAnchor="middle" x={part.x + part.width / 2} y={15.5}>
              {part.bytes}
            </text>
          ) : null}
          <PartLabel label={labels[i] as Label} text={part.part} />
        </g>
      ))}
    </svg>
  )
}

interface Placed {
  readonly part: string
  readonly x: number
  readonly width: number
}

interface Label {
  readonly x: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly fits: boolean
  readonly inRoom?: boolean | undefined
}

/** The first and the last stand at the ends; one between them that meets a neighbour is dropped, never cut. */
function labelsOf(parts: readonly Placed[], tick: number): Label[] {
  const wide = ({ part }: Placed): number => part.length * LETTER * tick
  const ends = parts.length > 1 ? wide(parts.at(-1) as Placed) + GAP : 0
  let taken = 0
  return parts.map((part, i) => {
    const needed = wide(part)
    if (i === 0) {
      taken = needed + GAP
      return { x: 0, anchor: 'start', fits: true }
    }
    if (i === parts.length - 1) return { x: WIDTH, anchor: 'end', fits: true }
    const x = part.x + part.width / 2
    const fits = x - needed / 2 >= taken && x + needed / 2 <= WIDTH - ends
    if (fits) taken = x + needed / 2 + GAP
    return { x, anchor: 'middle', fits }
  })
}

function PartLabel({
  label: { x, anchor, fits, inRoom },
  text,
}: {
  readonly label: Label
  readonly text: string
}): ReactElement | null {
  if (!fits) return null
  return (
    <text className={inRoom ? 't-tick' : 't-tick near'} textAnchor={anchor} x={x} y={39}>
      {text}
    </text>
  )
}
