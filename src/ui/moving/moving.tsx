/** A program that changes machines: its pages draining round by round. */
import type { ReactElement } from 'react'
import { type Moving, movingAt, movingWords, roundWords } from '../../analysis/moving/rounds.ts'
import { grouped } from '../../analysis/numbers.ts'
import { OfFuture } from '../of-future.tsx'
import { useRunHere, useSelectHere } from '../store/context.ts'
import './moving.css'

const WIDTH = 320
const HEIGHT = 96
const TOP = 14
/** The picture is at least this long, ns: so that its beginning does not race. */
const SHORTEST_NS = 500_000_000

export function MovingPages(): ReactElement | null {
  const selectHere = useSelectHere()
  const here = useRunHere()
  if (!here) return null
  const { trace } = here.run
  const moving = movingAt(trace, here.prefix)
  if (!moving) return null
  const go = (record: number): void =>
    selectHere({ entity: trace.nameOf(trace.entity(record)), record })
  return (
    <details className="drawer moving-pages" open>
      <summary>
        Pages on their way
        <small>of {grouped(moving.pages)}</small>
        <OfFuture />
      </summary>
      <p className="inspect-note">{movingWords(moving)}</p>
      <Drain moving={moving} now={here.cursor.time} />
      {moving.frozen === null ? null : (
        <p className="moving-key">
          <i aria-hidden="true" /> it stands still
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Round</th>
            <th scope="col">Pages</th>
            <th scope="col">Took</th>
            <th scope="col">Written meanwhile</th>
          </tr>
        </thead>
        <tbody>
          {moving.rounds.map((round) => {
            const [name, pages, took, written] = roundWords(round, moving)
            return (
              <tr key={round.record}>
                <th scope="row">
                  <button type="button" onClick={() => go(round.record)}>
                    {name}
                  </button>
                </th>
                <td>{pages}</td>
                <td>{took}</td>
                <td>{written}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </details>
  )
}

/** Never further than the cursor: what comes is not told. */
function Drain({ moving, now }: { readonly moving: Moving; readonly now: number }): ReactElement {
  const { from, pages, curve, rounds, frozen, thawed, end } = moving
  const last = end === null ? now : (curve.at(-1)?.[0] ?? now)
  const span = Math.max(SHORTEST_NS, last - from)
  const x = (time: number): number => ((Math.min(time, last) - from) / span) * WIDTH
  const y = (left: number): number => TOP + (1 - left / Math.max(1, pages)) * (HEIGHT - TOP)
  let path = ''
  let before = pages
  for (const [time, left] of curve) {
    path += `${path === '' ? 'M' : 'L'}${x(time).toFixed(1)} ${y(before).toFixed(1)}L${x(time).toFixed(1)} ${y(left).toFixed(1)}`
    before = left
  }
  path += `L${x(last).toFixed(1)} ${y(before).toFixed(1)}`
  const hasRoom = (at: number): boolean => {
    const [round, next] = [rounds[at], rounds[at + 1]]
    if (!round || round.number === 0) return false
    return x(next?.from ?? last) - x(round.from) >= 10
  }
  const still = frozen === null ? null : [x(frozen), x(thawed ?? last)]
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`} role="img" aria-label={movingWords(moving)}>
      {still ? (
        <rect
          className="moving-frozen"
          x={still[0]}
          y={TOP}
          width={Math.max(1.5, (still[1] as number) - (still[0] as number))}
          height={HEIGHT - TOP}
        />
      ) : null}
      <path className="moving-base" d={`M0 ${HEIGHT}H${WIDTH}`} />
      {rounds.map(({ number, from: begun, record }, at) => (
        <g key={record}>
          <path className="moving-round" d={`M${x(begun)} ${TOP}V${HEIGHT}`} />
          <text x={x(begun) + 3} y={TOP - 3}>
            {hasRoom(at) ? number : ''}
          </text>
        </g>
      ))}
      <path className="moving-line" d={path} />
    </svg>
  )
}
