/** How far a value is from what was published, as a part of its tolerance: inside the box is inside. */
import type { ReactElement } from 'react'
import type { Judgement } from '../../lab/expected.ts'

const WIDTH = 132
const HEIGHT = 20
const MIDDLE = WIDTH / 2
/** The tolerance takes the middle half; what lies beyond the picture is an arrowhead at its edge. */
const EDGE = WIDTH / 4
const REACH = MIDDLE - 5

export function Deviation({ judgement }: { readonly judgement: Judgement }): ReactElement | null {
  const { ofTolerance } = judgement
  if (ofTolerance === null) return null
  const x = MIDDLE + ofTolerance * EDGE
  const beyond = Math.abs(x - MIDDLE) > REACH
  const side = ofTolerance < 0 ? -1 : 1
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      className="deviation"
    >
      <rect className="dev-box" x={MIDDLE - EDGE} y="3" width={EDGE * 2} height="14" rx="2" />
      <path className="dev-line" d={`M0 10H${WIDTH}`} />
      <path className="dev-zero" d={`M${MIDDLE} 3V17`} />
      {beyond ? (
        <path className="dev-mark" d={side > 0 ? `M${WIDTH - 8} 5l7 5l-7 5z` : 'M8 5l-7 5l7 5z'} />
      ) : (
        <circle className="dev-mark" cx={x} cy="10" r="4" />
      )}
    </svg>
  )
}
