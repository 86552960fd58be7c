/** What many runs show together: the scenario's own plots, and the way to sweep any of its switches. */
import type { ReactElement } from 'react'
import type { SweepPart } from '../../scenarios/document/document.ts'
import { Button } from '../button.tsx'
import { useApp, useAppStore } from '../store/context.ts'
import { labLink } from '../store/link.ts'

export function Plots(): ReactElement | null {
  const store = useAppStore()
  const document = useApp((s) => s.document)
  const authored = useApp((s) => s.authored)
  const veiled = useApp((s) => s.veilFrom !== null)
  const answers = useApp((s) => s.answers)
  if (!document) return null
  const { id, sweeps = [], switches, predictions } = document
  const open = predictions.filter((each) => !answers[each.id]?.revealed)
  // What a question still asks for is not shown, for whatever run.
  const isHidden = ({ metrics }: SweepPart): boolean =>
    veiled && open.some(({ metric }) => metrics.includes(metric))
  // The lab knows the library alone.
  const swept = !authored && switches.length > 0
  if (sweeps.length === 0 && !swept) return null
  return (
    <div className="plots">
      <h3>Many runs at once</h3>
      {sweeps.map((sweep) => (
        <Button
          key={sweep.id}
          look="line"
          disabled={isHidden(sweep)}
          onClick={() => store.getState().show(`plot:${sweep.id}`)}
        >
          Plot: {sweep.title}
        </Button>
      ))}
      {swept ? (
        <a className="btn line" href={labLink(`view=sweep&scenario=${id}`)}>
          Sweep a switch
        </a>
      ) : null}
      {sweeps.some(isHidden) ? (
        <p className="quiet">What a question asks for is not plotted until you predict.</p>
      ) : null}
    </div>
  )
}
