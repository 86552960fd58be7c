/** Any switch of any scenario against any of its metrics: a plot, a table, a file. Its address is its link. */
import { type ReactElement, useMemo } from 'react'
import { figure, unitOf, valueWords } from '../../analysis/numbers.ts'
import { planSweep, type SweepPlan, seriesOf, sweepCsv, sweepQuestions } from '../../lab/sweep.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { orRefused, type Refused } from '../../scenarios/document/refusal.ts'
import { Button } from '../button.tsx'
import { Plot, type PlotLine } from './plot.tsx'
import { RunBar } from './run-bar.tsx'
import { SweepFields } from './sweep-fields.tsx'
import { formIn, type SweepForm } from './sweep-query.ts'
import { download, runLink, useProgress } from './use-lab.ts'
import { meanWords, spreadWords } from './words.ts'

interface Props {
  readonly documents: readonly ScenarioDocument[]
  readonly query: string
}

function planOf(
  form: SweepForm,
  documents: readonly ScenarioDocument[],
): { readonly ok: true; readonly plan: SweepPlan } | Refused {
  const document = documents.find(({ id }) => id === form.scenario)
  if (!document)
    return { ok: false, sentence: `There is no scenario “${form.scenario}” here.`, place: '' }
  return orRefused(() => ({ ok: true as const, plan: planSweep(document, form) }))
}

export function Sweep({ documents, query }: Props): ReactElement {
  const form = useMemo(() => formIn(query, documents), [query, documents])
  const planned = useMemo(() => planOf(form, documents), [form, documents])
  return (
    <>
      <p className="lab-lead">
        Turn one switch through its values and watch one measure. Each point is a run for every
        seed; where seeds differ, a bar shows how far.
      </p>
      <SweepFields form={form} documents={documents} />
      {planned.ok ? (
        <Series plan={planned.plan} documents={documents} />
      ) : (
        <p className="refused" role="alert">
          {planned.sentence}
        </p>
      )}
    </>
  )
}

function Series({
  plan,
  documents,
}: {
  readonly plan: SweepPlan
  readonly documents: readonly ScenarioDocument[]
}): ReactElement {
  const { answers } = useProgress()
  const questions = useMemo(() => sweepQuestions(plan), [plan])
  const series = seriesOf(plan, answers)
  const { turned, metric } = plan
  const unit = metric.unit ?? unitOf(metric.name)
  const xUnit = turned.kind === 'number' ? turned.unit : ''
  const lines: readonly PlotLine[] = [
    {
      name: metric.label,
      points: series.flatMap(({ x, spread, run }) =>
        spread
          ? [
              {
                x: typeof x === 'number' ? x : String(x),
                spread,
                href: runLink(run, plan.seeds[0] ?? 1, documents),
                label: `${turned.label} ${valueWords(x as number | string, xUnit)}: ${meanWords(spread, unit)}, ${spreadWords(spread)}. Open this run`,
              },
            ]
          : [],
      ),
    },
  ]
  const save = (): void =>
    download(`${plan.scenario}-${turned.key}-${metric.name}.csv`, sweepCsv(plan, series))
  return (
    <>
      <RunBar label="Run this sweep" questions={questions} documents={documents}>
        <Button look="line" disabled={series.length === 0} onClick={save}>
          Download CSV
        </Button>
      </RunBar>
      <section className="paper curve" aria-label="Result">
        {lines[0]?.points.length === 0 ? (
          <p className="nothing">
            {series.length === 0
              ? `${plan.values.length} points, ${questions.length} runs. Nothing has been run yet.`
              : 'This measure is a word here, or nothing was measured: see the table.'}
          </p>
        ) : (
          <Plot
            title={`${metric.label} by ${turned.label.toLowerCase()}, ${lines[0]?.points.length} points`}
            x={{ label: turned.label, unit: xUnit }}
            y={{ label: metric.label, unit }}
            lines={lines}
          />
        )}
        {series.length === 0 ? null : <Points plan={plan} series={series} documents={documents} />}
      </section>
    </>
  )
}

interface PointsProps {
  readonly plan: SweepPlan
  readonly series: ReturnType<typeof seriesOf>
  readonly documents: readonly ScenarioDocument[]
}

/** Every run behind the plot, each a link. */
function Points({ plan, series, documents }: PointsProps): ReactElement {
  return (
    <div className="points-place">
      <table className="points">
        <thead>
          <tr>
            <th scope="col">{plan.turned.label}</th>
            <th scope="col">Mean</th>
            <th scope="col">Deviation</th>
            {plan.seeds.map((seed) => (
              <th key={seed} scope="col">
                Seed {seed}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ x, spread, values, run, sentence }) => (
            <tr key={String(x)}>
              <th scope="row" className="num">
                {typeof x === 'number' ? figure(x) : String(x)}
              </th>
              {sentence === null ? (
                <>
                  <td className="num">{spread ? figure(spread.mean) : '–'}</td>
                  <td className="num">{spread ? figure(spread.sd) : '–'}</td>
                  {values.map((value, i) => {
                    const seed = plan.seeds[i] as number
                    return (
                      <td key={seed} className="num">
                        <a
                          href={runLink(run, seed, documents)}
                          aria-label={`${valueWords(value, '')}: open the run of seed ${seed} at ${x}`}
                        >
                          {valueWords(value, '')}
                        </a>
                      </td>
                    )
                  })}
                </>
              ) : (
                <td colSpan={2 + values.length}>{sentence}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
