/** Who waits for which lock, and where the waiting goes round in a circle. */
import type { ReactElement } from 'react'
import { circleIn, locksWords, lockWaitsAt } from '../../analysis/logs/lock-waits.ts'
import { OfFuture } from '../of-future.tsx'
import { useRunHere, useSelectHere } from '../store/context.ts'
import './logs.css'

export function Locks(): ReactElement | null {
  const selectHere = useSelectHere()
  const here = useRunHere()
  if (!here) return null
  const { trace, setup } = here.run
  const locks = lockWaitsAt(trace, setup, here.prefix)
  const circle = circleIn(locks)
  const inCircle = (name: string | null): string =>
    name !== null && circle?.includes(name) ? 'in-circle' : ''
  return (
    <details className="drawer locks" open>
      <summary>
        Locks
        <small>
          {circle ? 'deadlock' : locks.length === 0 ? 'none held' : `${locks.length} held`}
        </small>
        <OfFuture />
      </summary>
      <p className={circle ? 'inspect-note circle' : 'inspect-note'}>
        {circle ? <i aria-hidden="true">↻</i> : null} {locksWords(locks)}
      </p>
      {locks.length > 0 ? (
        <table className="measures">
          <thead>
            <tr>
              <th scope="col">lock</th>
              <th scope="col">has it</th>
              <th scope="col">waits for it</th>
            </tr>
          </thead>
          <tbody>
            {locks.map(({ entity, item, host, holder, waiters }) => (
              <tr key={entity}>
                <th scope="row">
                  <button
                    type="button"
                    onClick={() => selectHere({ entity: trace.nameOf(entity) })}
                  >
                    {item} of {host}
                  </button>
                </th>
                <td className={inCircle(holder)}>{holder ?? 'nobody'}</td>
                <td>
                  {waiters.map((name, i) => (
                    <span key={name} className={inCircle(name)}>
                      {i > 0 ? ', ' : ''}
                      {name}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </details>
  )
}
