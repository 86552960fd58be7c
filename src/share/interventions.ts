/** `TIME:ACTION:TARGET=AMOUNT`, as a link, the command line and the menu of a mark write an intervention. */
import { either, shown } from '../scenarios/document/refusal.ts'
import { ACTIONS, amountProblem, IDENTITY } from '../scenarios/document/words.ts'
import type { ActionName } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'

export type ParsedIntervention =
  | { readonly ok: true; readonly intervention: Intervention }
  | { readonly ok: false; readonly sentence: string }

/** Digits that a unit can have after the point, down to the nanosecond. */
const UNITS = { s: 9, ms: 6, us: 3, ns: 0 } as const
type Unit = keyof typeof UNITS
const NANOS = { s: 1e9, ms: 1e6, us: 1e3, ns: 1 } as const

/** `1.234567ms`: the largest unit that leaves something before the point. */
export function formatTime(nanos: number): string {
  const unit = (['s', 'ms', 'us'] as const).find((each) => nanos >= NANOS[each]) ?? 'ns'
  const rest = nanos % NANOS[unit]
  const before = (nanos - rest) / NANOS[unit]
  const after = rest === 0 ? '' : `.${String(rest).padStart(UNITS[unit], '0').replace(/0+$/, '')}`
  return `${before}${after}${unit}`
}

/** ns, or the sentence that says why there is none. Digits are counted, never rounded. */
export function parseTime(text: string): number | string {
  const match = /^(\d{1,16})(?:\.(\d{1,16}))?(s|ms|us|µs|ns)$/.exec(text)
  if (!match) return `${shown(text)} is no time; write 12s, 1.5ms, 250us or 1234ns`
  const [, before, after = '', written] = match as unknown as [string, string, string?, string?]
  const unit = (written === 'µs' ? 'us' : written) as Unit
  const digits = after.replace(/0+$/, '')
  if (digits.length > UNITS[unit]) return `${text} is finer than a nanosecond`
  const nanos = Number(before) * NANOS[unit] + Number(digits.padEnd(UNITS[unit], '0'))
  return Number.isSafeInteger(nanos) ? nanos : `${text} is later than any run can last`
}

export function formatIntervention({ time, cut, action, target, amount }: Intervention): string {
  const at = cut === undefined ? formatTime(time) : `${formatTime(time)}.${cut}`
  return `${at}:${action}:${target}${amount === undefined ? '' : `=${amount}`}`
}

export function parseIntervention(text: string): ParsedIntervention {
  const no = (problem: string) => ({ ok: false, sentence: problem }) as const
  const match = /^([^:]*):([^:]*):(.*?)(?:=([^=]*))?$/s.exec(text)
  if (!match || text.length > 300)
    return no(`${shown(text)} is no intervention; write TIME:ACTION:TARGET, such as 1.5ms:crash:F`)
  const [, when, action, target, written] = match as unknown as [
    string,
    string,
    string,
    string,
    string?,
  ]
  const [, clock = when, tail] = /^(.*[a-zµ])\.(\d{1,7})$/.exec(when) ?? []
  const time = parseTime(clock)
  if (typeof time === 'string') return no(time)
  if (!(ACTIONS as readonly string[]).includes(action))
    return no(
      `${shown(action)} is no action; there are ${either(ACTIONS).replace(/ or /, ' and ')}`,
    )
  if (!IDENTITY.test(target))
    return no(
      `${shown(target)} names nothing that ${action} could act on, such as F or A.client/send1`,
    )
  if (written !== undefined && !/^\d+(\.\d+)?(e-?\d+)?$/.test(written))
    return no(`${shown(written)} is no amount; write a number`)
  const amount = written === undefined ? undefined : Number(written)
  const problem = amountProblem(action as ActionName, amount)
  if (problem !== null) return no(problem)
  const cut = tail === undefined ? {} : { cut: Number(tail) }
  const much = amount === undefined ? {} : { amount }
  return { ok: true, intervention: { time, ...cut, action, target, ...much } }
}
