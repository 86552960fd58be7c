/** Back to a first cause, one sentence a hop; the same numbers stand in the picture. */
import { type ReactElement, useEffect, useMemo } from 'react'
import type { Inspection } from '../../analysis/inspection.ts'
import { moment } from '../../analysis/numbers.ts'
import { type Hop, whyChain } from '../../analysis/why.ts'
import { recordSentence } from '../../analysis/words.ts'
import { NONE } from '../../trace/record.ts'
import { Bold } from '../bold.tsx'
import type { RunView } from '../store/app-state.ts'
import { useApp, useAppStore } from '../store/context.ts'

interface Props {
  readonly run: RunView
  readonly inspection: Inspection
}

export function Why({ run, inspection }: Props): ReactElement | null {
  const { record, question } = inspection
  const store = useAppStore()
  const link = useApp((s) => s.link)
  const chain = useMemo(() => (record === NONE ? [] : whyChain(run.trace, record)), [run, record])
  useEffect(() => {
    const records = chain.map((hop) => hop.record)
    const known = store.getState().chain
    if (records.join() !== known.join()) store.setState({ chain: records, link: 0 })
  }, [chain, store])
  if (chain.length === 0) return null
  const steps = chain.length - 1
  return (
    <div className="why">
      <h3>
        {question}
        <small>
          {steps === 0 ? 'it is a first cause' : `its first cause is number ${chain.length}`}
        </small>
      </h3>
      <ol className="chain">
        {chain.map((hop, i) => (
          <Link key={hop.record} run={run} hop={hop} number={i + 1} on={i === link && link > 0} />
        ))}
      </ol>
    </div>
  )
}

interface LinkProps {
  readonly run: RunView
  readonly hop: Hop
  readonly number: number
  readonly on: boolean
}

function Link({ run, hop, number, on }: LinkProps): ReactElement {
  const store = useAppStore()
  const { trace } = run
  const entity = trace.nameOf(trace.entity(hop.record))
  const go = (): void => {
    store.getState().play(false)
    store.getState().seek(trace.cursorAfter(hop.record))
    show()
  }
  const show = (): void => {
    const { selection, setHover } = store.getState()
    setHover({ ...selection, entity, record: hop.record })
  }
  const hide = (): void => store.getState().setHover(null)
  return (
    <li className={on ? 'on' : ''}>
      <i aria-hidden="true">{number}</i>
      <button
        type="button"
        onClick={go}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
      >
        <Bold text={recordSentence(run, hop.record)} />
        <time>
          {moment(trace.time(hop.record))}
          {hop.skipped > 0
            ? `, ${hop.skipped} more cause${hop.skipped === 1 ? '' : 's'} between`
            : ''}
        </time>
      </button>
    </li>
  )
}
