/**
 * The link: `#s=<version><codec>.<payload>.<checksum>`. Whatever comes in is taken for hostile, and whatever a
 * mail program did to it on the way is undone where that is certain: where the checksum says so.
 */
import { HOST_LIMITS } from '../scenarios/document/load.ts'
import { type Plain, toPlain } from '../scenarios/document/plain.ts'
import { orRefused, Refusal } from '../scenarios/document/refusal.ts'
import { CHECKSUM, checksum } from './letters.ts'
import { formatPacked, INFLATED_MAX, OWN_INFLATED_MAX, parsePacked } from './packed.ts'
import { formatPreset, parsePreset } from './preset.ts'
import { fromRaw, type Raw, toRaw } from './raw.ts'
import type { LinkState } from './state.ts'
import { upgrade, VERSION } from './upgraders.ts'

/** Longer links are refused unread; beyond this the page offers a file. */
export const LINK_CHARS_MAX = 16 * 1024
/** What this page wrote into its own address: a whole file may stand there, and must be there again after a reload. */
const OWN_CHARS_MAX = 1024 * 1024

/** Whose hand a link comes from: anybody's, or this page's own, as the browser's history says. */
export type Author = 'anybody' | 'ourselves'

export type DecodedLink =
  | { readonly ok: true; readonly state: LinkState }
  | { readonly ok: false; readonly sentence: string }

const CODECS = {
  p: { format: formatPreset, parse: parsePreset },
  d: { format: formatPacked, parse: parsePacked },
} as const satisfies Record<
  string,
  { format(raw: Raw): string; parse(text: string, bytesMax: number): unknown }
>

export function encodeLink(state: LinkState): string {
  const codec = state.document ? 'd' : 'p'
  const body = `${VERSION}${codec}.${CODECS[codec].format(toRaw(state))}`
  return `#s=${body}.${checksum(body)}`
}

export function decodeLink(text: string, author: Author = 'anybody'): DecodedLink {
  const decoded = orRefused(() => ({ ok: true, state: decode(text, author) }) as const)
  if (decoded.ok) return decoded
  const { sentence } = decoded
  return {
    ok: false,
    // What is wrong with a part begins with the part's name, which a damaged link may make anything.
    sentence: /^[A-Z].*\.$/s.test(sentence) ? sentence : `This link cannot be opened: ${sentence}.`,
  }
}

function decode(text: string, author: Author): LinkState {
  const isOwn = author === 'ourselves'
  if (text.length > (isOwn ? OWN_CHARS_MAX : LINK_CHARS_MAX))
    throw new Refusal(
      '',
      `This link is longer than ${LINK_CHARS_MAX / 1024} KB. Ask for a file instead.`,
    )
  const { version, codec, payload } = open(text)
  const raw = toPlain(
    CODECS[codec].parse(payload, isOwn ? OWN_INFLATED_MAX : INFLATED_MAX),
  ) as Plain
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Refusal('', 'it holds no run')
  return fromRaw(upgrade(raw as Raw, version), isOwn ? HOST_LIMITS.file : HOST_LIMITS.link)
}

interface Opened {
  readonly version: number
  readonly codec: keyof typeof CODECS
  readonly payload: string
}

function open(text: string): Opened {
  let first: Opened | Refusal | undefined
  for (const body of readings(text)) {
    const opened = openBody(body)
    if (!(opened instanceof Refusal)) return opened
    first ??= opened
  }
  throw (
    first ??
    new Refusal('', 'This address holds no link to a run: one begins with #s= and a number.')
  )
}

function openBody(body: string): Opened | Refusal {
  const head = /^(\d{1,4})([a-z])(?:\.|$)/.exec(body)
  if (!head) return new Refusal('', 'This address holds no link to a run.')
  const version = Number(head[1])
  if (version > VERSION)
    return new Refusal(
      '',
      `This link was made by a newer One Machine (its version is ${version}, this one reads up to ${VERSION}). Reload the page to get the newest.`,
    )
  const codec = head[2] as string
  if (!Object.hasOwn(CODECS, codec))
    return new Refusal('', `it is written in a way that this page does not know (${codec})`)
  const dot = body.lastIndexOf('.')
  const sum = body.slice(dot + 1)
  const signed = body.slice(0, dot)
  if (!CHECKSUM.test(sum) || signed.length <= head[0].length) return cutShort
  const right = checksum(signed)
  if (right !== sum) return right.slice(4) === sum.slice(4) ? altered : cutShort
  return { version, codec: codec as keyof typeof CODECS, payload: signed.slice(head[0].length) }
}

const cutShort = new Refusal(
  '',
  'This link is incomplete: part of it was lost on the way. Copy all of it.',
)
const altered = new Refusal(
  '',
  'This link was changed on the way: a character in it is wrong. Copy it again.',
)

/**
 * The ways to read what was pasted: wrapped by a mail program at white space, at a quoted-printable line end, in
 * a quoted answer, or followed by other words.
 */
function readings(text: string): readonly string[] {
  const ways = [
    text,
    text.replace(/\r?\n[> \t]+/g, ''),
    text.replace(/=\r?\n/g, '').replaceAll('=3D', '='),
    /#s=\S+/.exec(text)?.[0] ?? '',
  ]
  const bodies = new Set<string>()
  for (const way of ways) {
    const joined = unpercent(way).replace(/[^!-~]+/g, '')
    const start = /(?:^|#|\/|\?|&)s=/.exec(joined)
    const body = start ? joined.slice(start.index + start[0].length) : ''
    if (body !== '') bodies.add(body.replace(/[^0-9A-Za-z]+$/, ''))
  }
  return [...bodies]
}

/**
 * Undoes `%3D` and `%253D`; a link has no `%` of its own. Nor has it other letters than ASCII's: those are a chat's
 * marks of which way a line is written, and what a browser makes of them.
 */
function unpercent(text: string): string {
  let now = text
  for (let round = 0; round < 3 && now.includes('%'); round++)
    now = now.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => {
      const code = Number.parseInt(hex, 16)
      return code < 0x80 ? String.fromCharCode(code) : ''
    })
  return now
}
