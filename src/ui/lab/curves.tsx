/** The curves of the sources, each beside the model's own points. */
import { type ReactElement, useMemo } from 'react'
import { figure, valueWords } from '../../analysis/numbers.ts'
import { type Curve, curvePoints, curveQuestions } from '../../lab/curve.ts'
import { labCurves } from '../../lab/curves.ts'
import type { Answers } from '../../lab/question.ts'
import { certaintyWords } from '../../lab/tags.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Plot, type PlotLine } from './plot.tsx'
import { RunBar } from './run-bar.tsx'
import { runLink, useProgress } from './use-lab.ts'
import { meanWords, spreadWords } from './words.ts'

interface Props {
  readonly documents: readonly ScenarioDocument[]
}

export function Curves({ documents }: Props): ReactElement {
  const curves = useMemo(() => labCurves(documents), [documents])
  const { answers } = useProgress()
  return (
    <>
      <p className="lab-lead">
        Points are runs of this model, each a link to its run; bars are the spread over seeds. What
        was published is dashed, or a cross.
      </p>
      <RunBar
        label="Run all curves"
        questions={curves.flatMap(curveQuestions)}
        documents={documents}
      />
      {curves.map((curve) => (
        <OneCurve key={curve.id} curve={curve} answers={answers} documents={documents} />
      ))}
    </>
  )
}

function OneCurve({
  curve,
  answers,
  documents,
}: Props & { readonly curve: Curve; readonly answers: Answers }): ReactElement {
  const lines: readonly PlotLine[] = curve.lines.map((line) => ({
    name: line.name,
    points: curvePoints(line, answers).flatMap(({ x, spread, run }) =>
      spread
        ? [
            {
              x,
              spread,
              href: runLink(run, line.seeds[0] ?? 1, documents),
              label: `${line.name}, ${valueWords(x, curve.x.unit)}: ${meanWords(spread, curve.y.unit)}, ${spreadWords(spread)}. Open this run`,
            },
          ]
        : [],
    ),
  }))
  return (
    <section className="paper curve" aria-label={curve.title}>
      <header>
        <h2>{curve.title}</h2>
        <p>{curve.about}</p>
        {curve.published.map(({ name, source, tag }) => (
          <p key={name} className="row-source">
            {name}: {source}, {certaintyWords(tag)}.
          </p>
        ))}
      </header>
      <Plot
        title={`${curve.title}: ${curve.y.label} by ${curve.x.label.toLowerCase()}, ${lines.reduce((sum, { points }) => sum + points.length, 0)} points`}
        x={curve.x}
        y={curve.y}
        lines={lines}
        references={curve.published}
      />
      <CurveTable curve={curve} lines={lines} />
    </section>
  )
}

function CurveTable({
  curve,
  lines,
}: {
  readonly curve: Curve
  readonly lines: readonly PlotLine[]
}): ReactElement | null {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))]
  if (xs.length === 0) return null
  return (
    <details className="curve-numbers">
      <summary>The same as a table</summary>
      <table className="points">
        <thead>
          <tr>
            <th scope="col">
              {curve.x.label}
              {curve.x.unit === '' ? '' : `, ${curve.x.unit}`}
            </th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}, {curve.y.unit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {xs.map((x) => (
            <tr key={x}>
              <th scope="row" className="num">
                {typeof x === 'number' ? figure(x) : x}
              </th>
              {lines.map(({ name, points }) => {
                const point = points.find((each) => each.x === x)
                return (
                  <td key={name} className="num">
                    {point ? figure(point.spread.mean) : '–'}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
