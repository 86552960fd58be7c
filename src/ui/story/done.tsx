/** What was done to this run; each can be taken out again. */
import type { ReactElement } from 'react'
import { actWords } from '../../analysis/act-words.ts'
import { moment } from '../../analysis/numbers.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { Bold } from '../bold.tsx'
import { Button } from '../button.tsx'
import { useApp, useAppStore } from '../store/context.ts'
import { writtenAs } from '../store/runs.ts'

export function Done(): ReactElement | null {
  const store = useAppStore()
  const list = useApp((s) => s.tuple?.interventions)
  const run = useApp((s) => s.run)
  if (!list || list.length === 0 || !run) return null
  const sentence = (i: number): string => {
    const what = list[i]
    if (!what) return ''
    const words = actWords(run.trace, what)
    return `At ${moment(what.time)} ${words}`
  }
  return (
    <div className="done-list">
      <h3>What you did</h3>
      <ul>
        {list.map((what, i) => (
          <li key={`${writtenAs(what)} ${what.amount ?? ''} ${timesBefore(list, i)}`}>
            <span>
              <Bold text={sentence(i)} />
              {run.summary?.didNotApply.includes(writtenAs(what)) ? ', which found nothing' : ''}
            </span>
            <Button
              aria-label={`Take out: ${sentence(i).replaceAll('**', '')}`}
              onClick={() => store.getState().takeOut(i)}
            >
              Take out
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The same may have been done twice. */
function timesBefore(list: readonly Intervention[], at: number): number {
  const its = writtenAs(list[at] as Intervention)
  return list.slice(0, at).filter((each) => writtenAs(each) === its).length
}
