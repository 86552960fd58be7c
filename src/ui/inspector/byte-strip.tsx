import type { ReactElement } from 'react'
import type { Strip } from '../../analysis/byte-strip.ts'

const WIDTH = 352
const LABEL_LEAST = 34

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
          <PartLabel part={part} first={i === 0} last={i === parts.length - 1} />
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

/** The first and the last stand at the ends; a label that does not fit is dropped, never cut. */
function PartLabel({
  part,
  first,
  last,
}: {
  readonly part: Placed
  readonly first: boolean
  readonly last: boolean
}): ReactElement | null {
  const needed = part.part.length * 6
  if (!first && !last && part.width < Math.max(LABEL_LEAST, needed)) return null
  const anchor = first ? 'start' : last ? 'end' : 'middle'
  const x = first ? 0 : last ? WIDTH : part.x + part.width / 2
  return (
    <text className="t-tick" textAnchor={anchor} x={x} y={39}>
      {part.part}
    </text>
  )
}
