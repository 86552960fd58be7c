import { capital, thingName } from '../../analysis/names.ts'
import { length } from '../../analysis/numbers.ts'
import { duration } from '../../analysis/stage/durations.ts'
import type { Switch } from '../../scenarios/document/document.ts'
import { EntityType } from '../../trace/entities.ts'
import { NONE } from '../../trace/record.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import type { RunView } from '../store/app-state.ts'

const DONE: Readonly<Record<string, (amount: number) => string>> = {
  lose: () => 'is lost',
  corrupt: () => 'is damaged',
  delay: (us) => `is delayed by ${length(us * 1000)}`,
  duplicate: () => 'comes twice',
  crash: () => 'loses its power',
  reboot: () => 'starts again',
  slow: (percent) => `runs at ${percent} %`,
  pause: (us) => `pauses${us > 0 ? ` for ${length(us * 1000)}` : ''}`,
  cut: (metre) => `is cut at ${metre} m`,
  heal: () => 'is whole again',
  destroy: () => 'is ended',
}

/** As a person says it: an address in a trace is none. */
function nameOf({ trace }: RunView, target: string): string {
  if (/^cable/.test(target)) return 'The cable'
  const entity = trace.find(target)
  if (entity === NONE) return target
  return trace.typeOf(entity) === EntityType.host ? target : capital(thingName(trace, entity))
}

/** As the switch itself says it: `The flag is set before the list is complete`. */
function turnedWords(switches: readonly Switch[], key: string, value: SwitchValue): string {
  const its = switches.find((each) => each.key === key)
  if (its?.kind === 'choice')
    return `${its.label} ${its.values.find((each) => each.value === value)?.label ?? value}`
  return its ? `${its.label}: ${value} ${its.unit}`.trimEnd() : `${key}: ${value}`
}

/** What this future has that the other does not, the longest way to say it first. */
export function futureTitle(
  run: RunView,
  other: RunView,
  switches: readonly Switch[] = [],
): readonly string[] {
  const key = ({ time, action, target, amount }: Intervention): string =>
    `${time}:${action}:${target}=${amount ?? ''}`
  const known = new Set(other.tuple.interventions.map(key))
  const own = run.tuple.interventions.filter((what) => !known.has(key(what)))
  const first = own[0]
  if (first) {
    const what = `${nameOf(run, first.target)} ${DONE[first.action]?.(first.amount ?? 0) ?? first.action}`
    const more = own.length > 1 ? `, and ${own.length - 1} more` : ''
    const when = first.time === 0 ? 'from the start' : `at ${duration(first.time)}`
    return [`${what} ${when}${more}`, `${what}${more}`, first.action]
  }
  const turned = Object.entries(run.tuple.switches).filter(
    ([name, value]) => other.tuple.switches[name] !== value,
  )
  if (turned.length > 0)
    return [
      turned.map(([key, value]) => turnedWords(switches, key, value)).join('; '),
      turned.map(([key]) => switches.find((each) => each.key === key)?.label ?? key).join('; '),
      turned.map(([, value]) => value).join(', '),
    ]
  // What was done before is in both.
  return run.tuple.interventions.length > 0 ? ['Without that'] : ['As it was']
}
