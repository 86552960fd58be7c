/** What is swept: scenario, switch, values, metric, seeds, and the other switches. */
import { type ReactElement, type ReactNode, useId } from 'react'
import { metricsOf } from '../../lab/sweep.ts'
import type { ScenarioDocument, Switch } from '../../scenarios/document/document.ts'
import { useAppStore } from '../store/context.ts'
import { queryOf, type SweepForm } from './sweep-query.ts'

interface Props {
  readonly form: SweepForm
  readonly documents: readonly ScenarioDocument[]
}

export function SweepFields({ form, documents }: Props): ReactElement {
  const store = useAppStore()
  const change = (part: Partial<SweepForm>): void =>
    store.getState().openLab(queryOf({ ...form, ...part }))
  const document = documents.find(({ id }) => id === form.scenario)
  const turned = document?.switches.find(({ key }) => key === form.key)
  const others = document?.switches.filter(({ key }) => key !== form.key) ?? []
  return (
    <form className="sweep-form" onSubmit={(event) => event.preventDefault()}>
      <Field label="Scenario">
        {(id) => (
          <select
            id={id}
            value={form.scenario}
            onChange={(event) => store.getState().openLab(fresh(event.target.value))}
          >
            {documents.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Switch">
        {(id) => (
          <select
            id={id}
            value={form.key}
            onChange={(event) => change({ key: event.target.value, values: '' })}
          >
            {document?.switches.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={`Values${turned?.kind === 'number' ? rangeWords(turned) : ''}`}>
        {(id) => (
          <input
            id={id}
            type="text"
            value={form.values}
            placeholder={turned ? hintOf(turned) : ''}
            onChange={(event) => change({ values: event.target.value })}
          />
        )}
      </Field>
      <Field label="Measure">
        {(id) => (
          <select
            id={id}
            value={form.metric}
            onChange={(event) => change({ metric: event.target.value })}
          >
            {document
              ? metricsOf(document).map(({ name, label }) => (
                  <option key={name} value={name}>
                    {label}
                  </option>
                ))
              : null}
          </select>
        )}
      </Field>
      <Field label="Seeds">
        {(id) => (
          <input
            id={id}
            type="number"
            min="1"
            max="100"
            value={Number.isFinite(form.seeds) ? form.seeds : ''}
            onChange={(event) => change({ seeds: event.target.valueAsNumber })}
          />
        )}
      </Field>
      {others.length === 0 ? null : (
        <details className="sweep-others">
          <summary>
            Other switches
            <small>
              {Object.keys(form.set).length === 0
                ? ' as they were'
                : ` ${Object.keys(form.set).length} turned`}
            </small>
          </summary>
          <div className="sweep-form">
            {others.map((each) => (
              <Other key={each.key} its={each} form={form} change={change} />
            ))}
          </div>
        </details>
      )}
    </form>
  )
}

const fresh = (scenario: string) => new URLSearchParams({ view: 'sweep', scenario }).toString()

const rangeWords = ({ min, max, unit }: Switch & { kind: 'number' }) =>
  `, ${min} to ${max}${unit === '' ? '' : ` ${unit}`}`

function hintOf(turned: Switch): string {
  if (turned.kind === 'choice') return turned.values.map(({ value }) => value).join(',')
  return `${turned.min}..${turned.max}/${turned.step}`
}

function Other({
  its,
  form,
  change,
}: {
  readonly its: Switch
  readonly form: SweepForm
  readonly change: (part: Partial<SweepForm>) => void
}): ReactElement {
  const value = String(form.set[its.key] ?? its.default)
  const turn = (to: string): void => {
    const { [its.key]: _, ...rest } = form.set
    change({ set: to === String(its.default) || to === '' ? rest : { ...rest, [its.key]: to } })
  }
  if (its.kind === 'choice')
    return (
      <Field label={its.label}>
        {(id) => (
          <select id={id} value={value} onChange={(event) => turn(event.target.value)}>
            {its.values.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    )
  return (
    <Field label={`${its.label}${rangeWords(its)}`}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={its.min}
          max={its.max}
          step={its.step}
          value={value}
          onChange={(event) => turn(event.target.value)}
        />
      )}
    </Field>
  )
}

function Field({
  label,
  children,
}: {
  readonly label: string
  readonly children: (id: string) => ReactNode
}): ReactElement {
  const id = useId()
  return (
    <div className="sweep-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
