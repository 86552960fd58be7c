/** The pool as a rack: a line for each processor, the job that it computes, and those that wait for it. */
import type { ReactElement } from 'react'
import {
  ageWords,
  isWrong,
  loadNow,
  memoryWords,
  type QueueNow,
  queuesAt,
  queuesWords,
  tableWords,
} from '../../analysis/pool/queues.ts'
import { OfFuture } from '../of-future.tsx'
import { useRunHere, useSelectHere } from '../store/context.ts'
import './queues.css'

/** More than these are counted: there is less room beside the table. */
const SHOWN = 8
const SHOWN_BESIDE = 4

export function Queues(): ReactElement | null {
  const selectHere = useSelectHere()
  const here = useRunHere()
  if (!here) return null
  const { trace } = here.run
  const queues = queuesAt(trace, here.prefix)
  if (queues.length === 0) return null
  const { time } = here.cursor
  const table = tableWords(queues, time)
  const memory = memoryWords(queues)
  const shown = table === null ? SHOWN : SHOWN_BESIDE
  return (
    <details className="drawer pool" open>
      <summary>
        Processors and their jobs
        <small>{queues.filter(({ running }) => running !== null).length} at work</small>
        <OfFuture />
      </summary>
      <p className="inspect-note">{queuesWords(queues)}</p>
      {table === null ? null : <p className="inspect-note">{table}</p>}
      {table === null ? null : (
        <p className="pool-head" aria-hidden="true">
          <span>now</span>
          <span>the table says</span>
        </p>
      )}
      <ol className={table === null ? 'pool-rack' : 'pool-rack pool-told'}>
        {queues.map((queue) => (
          <li key={queue.host}>
            <button
              type="button"
              aria-label={`${queue.host}: ${wordsOf(queue, time)}`}
              onClick={() => selectHere({ entity: trace.nameOf(queue.process) })}
            >
              <b>{queue.host}</b>
              <Slot {...queue} />
              {queue.waiting.slice(0, shown).map((job) => (
                <i key={job} aria-hidden="true" className="pool-waits" />
              ))}
              {queue.waiting.length > shown ? <span>+{queue.waiting.length - shown}</span> : null}
              <TableLine queue={queue} time={time} />
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
        {table === null ? null : (
          <li>
            <b>≠</b> the table is wrong
          </li>
        )}
      </ul>
      {memory === null ? null : <p className="inspect-note">{memory}</p>}
    </details>
  )
}

function Slot({ running, idle }: QueueNow): ReactElement {
  if (running !== null) return <i aria-hidden="true" className="pool-works" />
  return <i aria-hidden="true" className={idle ? 'pool-idle' : 'pool-off'} />
}

/** What the run server believes of it, and since when. */
function TableLine({
  queue,
  time,
}: {
  readonly queue: QueueNow
  readonly time: number
}): ReactElement | null {
  const { believed } = queue
  if (!believed) return null
  return (
    <span className={isWrong(queue) ? 'pool-table pool-wrong' : 'pool-table'}>
      {isWrong(queue) ? <b>≠</b> : null}
      {jobsWords(believed.load)}
      <small>{ageWords(time - believed.since)} ago</small>
    </span>
  )
}

function jobsWords(load: number | null): string {
  return load === null ? 'no answer' : load === 0 ? 'none' : load === 1 ? '1 job' : `${load} jobs`
}

function wordsOf(queue: QueueNow, time: number): string {
  const { running, idle, waiting, believed, freeKB, programs } = queue
  const does = running !== null ? `computes job ${running}` : idle ? 'idle' : 'no processor'
  const waits = waiting.length === 0 ? '' : `, ${waiting.length} waiting`
  const memory =
    freeKB === null ? '' : `, ${freeKB} KB left, programs in memory: ${programs.length}`
  const table = believed
    ? `; the table says ${jobsWords(believed.load)}, of ${ageWords(time - believed.since)} ago, and there ${loadNow(queue) === 1 ? 'is' : 'are'} ${jobsWords(loadNow(queue))}`
    : ''
  return `${does}${waits}${memory}${table}`
}
