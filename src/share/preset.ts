/**
 * Codec `p`: a scenario of the library and what differs from it, short enough to read aloud.
 * `message-exchange@1~clock:8~clients=3!seed=7!do=1.5ms:lose:A.client/send1!t=1234567.2!layer=frame`
 * Switches follow `~`, everything else `!`, so that no switch can ever take the name of something else.
 */
import { Refusal, shown } from '../scenarios/document/refusal.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { escapeText, unescapeText } from './letters.ts'
import type { Raw } from './raw.ts'

type Fields = Record<string, unknown>
const NUMBER = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/

/** `key=3` is a number, `key=on` a word; a word that looks like a number is `key:8`. */
function formatSwitch(key: string, value: SwitchValue): string {
  const written = escapeText(String(value).replace('e+', typeof value === 'number' ? 'e' : 'e+'))
  const plain = typeof value !== 'string' || !(NUMBER.test(value) || /^(true|false)$/.test(value))
  return `${key}${plain ? '=' : ':'}${written}`
}

function readSwitch(item: string, into: Fields): void {
  const match = /^([^=:]*)([=:])(.*)$/s.exec(item)
  if (!match) throw new Refusal('', `${shown(item)} is no switch and its value`)
  const [, key, mark, written] = match as unknown as [string, string, string, string]
  if (Object.hasOwn(into, key)) throw new Refusal('', `the switch ${shown(key)} is in it twice`)
  const word = unescapeText(written)
  define(into, key, mark === ':' ? word : valueIn(word))
}

function valueIn(word: string): SwitchValue {
  if (word === 'true' || word === 'false') return word === 'true'
  return NUMBER.test(word) ? Number(word) : word
}

/** An own key whatever it is called, so that the next gate sees and refuses it. */
function define(into: Fields, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
}

export function formatPreset(raw: Raw): string {
  const {
    scenario,
    switches,
    vs,
    do: acts,
    ...rest
  } = raw as Raw & {
    scenario: string
    switches?: Record<string, SwitchValue>
    vs?: { switches?: Record<string, SwitchValue>; do?: readonly string[] }
    do?: readonly string[]
  }
  let text = scenario
  for (const [key, value] of Object.entries(switches ?? {})) text += `~${formatSwitch(key, value)}`
  for (const act of acts ?? []) text += `!do=${escapeText(act)}`
  for (const [key, value] of Object.entries(rest)) text += `!${key}=${escapeText(String(value))}`
  if (!vs) return text
  text += '!vs'
  for (const [key, value] of Object.entries(vs.switches ?? {}))
    text += `!as=${formatSwitch(key, value)}`
  for (const act of vs.do ?? []) text += `!if=${escapeText(act)}`
  return text
}

export function parsePreset(text: string): Raw {
  const [first, ...items] = text.split('!') as [string, ...string[]]
  const [scenario, ...turned] = first.split('~') as [string, ...string[]]
  const raw: Fields = { scenario }
  const switches: Fields = {}
  for (const item of turned) readSwitch(item, switches)
  if (turned.length > 0) raw.switches = switches
  for (const item of items) readItem(item, raw)
  return raw
}

function readItem(item: string, raw: Fields): void {
  const equals = item.indexOf('=')
  const key = equals < 0 ? item : item.slice(0, equals)
  const value = equals < 0 ? '' : item.slice(equals + 1)
  if (key === 'do') push(raw, 'do', unescapeText(value))
  else if (key === 'vs') raw.vs ??= {}
  else if (key === 'as') readSwitch(value, inside(inside(raw, 'vs'), 'switches'))
  else if (key === 'if') push(inside(raw, 'vs'), 'do', unescapeText(value))
  else if (Object.hasOwn(raw, key)) throw new Refusal('', `${shown(key)} is in it twice`)
  else {
    const word = unescapeText(value)
    define(raw, key, key === 'seed' && /^\d{1,16}$/.test(word) ? Number(word) : word)
  }
}

function inside(fields: Fields, key: string): Fields {
  if (!Object.hasOwn(fields, key)) fields[key] = {}
  return fields[key] as Fields
}

function push(fields: Fields, key: string, value: string): void {
  if (!Object.hasOwn(fields, key)) fields[key] = []
  ;(fields[key] as string[]).push(value)
}
