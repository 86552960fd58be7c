/** What is done to a run from outside, in words. */
import { Action } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import type { Intervention } from '../trace/tuple.ts'
import { thingName } from './names.ts'
import { count, length } from './numbers.ts'

/** What is done, as "you" do it and as the scenario does. */
type Act = (target: string, amount: number) => readonly [verb: string, rest: string]
export const ACTS: Readonly<Record<number, Act>> = {
  [Action.lose]: (t) => ['lose', t],
  [Action.corrupt]: (t) => ['damage', t],
  [Action.delay]: (t, n) => ['delay', `${t} by ${length(n * 1000)}`],
  [Action.duplicate]: (t) => ['double', t],
  [Action.crash]: (t) => ['cut', `the power of ${t}`],
  [Action.reboot]: (t) => ['restart', t],
  [Action.slow]: (t, n) =>
    n > 100 ? ['speed', `${t} up to **${n} %**`] : ['slow', `${t} down to **${n} %**`],
  [Action.pause]: (t, n) => ['pause', `${t}${n > 0 ? ` for ${length(n * 1000)}` : ''}`],
  [Action.cut]: (_, n) => ['cut', `the cable at ${n} m`],
  [Action.heal]: () => ['mend', 'the cable'],
  [Action.destroy]: (t) => ['end', t],
  [Action.pin]: (t, n) => ['choose', `**${count(n, 'slot')}** for ${t}’s next backoff`],
  [Action.decay]: (t, n) => ['spoil', `block ${n} of ${t}`],
  [Action.tear]: (t) => ['spoil', `the next write of ${t}`],
  [Action.wreck]: (t) => ['break', t],
  [Action.replace]: (t) => ['replace', `${t} by a new one`],
  [Action.halt]: (t) => ['stop', `the processor of ${t}`],
}

export function acting(
  who: 'you' | 'the scenario',
  [verb, rest]: readonly [string, string],
): string {
  return who === 'you' ? `you **${verb}** ${rest}` : `the scenario **${verb}s** ${rest}`
}

/** What an intervention aims at, as the reader knows it: an identity read as a name where the run has it. */
export function targetName(trace: Trace, target: string): string {
  const [name = '', tap] = target.split('@')
  const entity = trace.find(name)
  const thing = entity === NONE ? name : thingName(trace, entity)
  return tap ? `${thing} at ${tap}` : thing
}

/** An intervention as its reader did it. */
export function actWords(trace: Trace, what: Intervention): string {
  const act = ACTS[Action[what.action as keyof typeof Action]]
  if (!act) return `you ${what.action} ${what.target}`
  return acting('you', act(targetName(trace, what.target), what.amount ?? 0))
}
