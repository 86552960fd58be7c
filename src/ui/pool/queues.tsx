/** The pool as a rack: a line for each processor, the job that it computes, and those that wait for it. */
import type { ReactElement } from 'react'
import { type QueueNow, queuesAt, queuesWords } from '../../analysis/pool/queues.ts'
import { useAppStore, useRunHere } from '../store/context.ts'
import './queues.css'

/** More than these are counted. */
const SHOWN = 8

export function Queues(): ReactElement | null {
  const store = useAppStore()
  const here = useRunHere()
  if (!here) return null
  const { trace } = here.run
  const queues = queuesAt(trace, here.prefix)
  if (queues.length === 0) return null
  return (
    <details className="drawer pool" open>
      <summary>
        Processors and their jobs
        <small>{queues.filter(({ running }) => running !== null).length} at work</small>
      </summary>
      <p className="inspect-note">{queuesWords(queues)}</p>
      <ol className="pool-rack">
        {queues.map((queue) => (
          <li key={queue.host}>
            <button
              type="button"
              aria-label={`${queue.host}: ${wordsOf(queue)}`}
              onClick={() => store.getState().select({ entity: trace.nameOf(queue.process) })}
            >
              <b>{queue.host}</b>
              <Slot {...queue} />
              {queue.waiting.slice(0, SHOWN).map((job) => (
                <i key={job} aria-hidden="true" className="pool-waits" />
              ))}
              {queue.waiting.length > SHOWN ? <span>+{queue.waiting.length - SHOWN}</span> : null}
            </button>
          </li>
        ))}
      </ol>
      <ul className="pool-key" aria-hidden="true">
        <li>
          <i className="pool-works" /> computes a job
        </li>
        <li>
          <i className="pool-idle" /> idle
        </li>
        <li>
          <i className="pool-waits" /> a job that waits
        </li>
      </ul>
    </details>
  )
}

function Slot({ running, idle }: QueueNow): ReactElement {
  if (running !== null) return <i aria-hidden="true" className="pool-works" />
  return <i aria-hidden="true" className={idle ? 'pool-idle' : 'pool-off'} />
}

function wordsOf({ running, idle, waiting }: QueueNow): string {
  const does = running !== null ? `computes job ${running}` : idle ? 'idle' : 'no processor'
  return waiting.length === 0 ? does : `${does}, ${waiting.length} waiting`
}
