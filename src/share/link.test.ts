import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { sample } from '../scenarios/document/sample.ts'
import { LAYERS } from '../trace/record.ts'
import type { Intervention, SwitchValue } from '../trace/tuple.ts'
import { checksum, toBase64Url } from './letters.ts'
import { decodeLink, encodeLink, LINK_CHARS_MAX } from './link.ts'
import { inflate, parsePacked } from './packed.ts'
import { resolveRevision } from './revision.ts'
import { type LinkState, PACINGS, USUAL_VIEW } from './state.ts'
import * as upgrading from './upgraders.ts'

const plain: LinkState = {
  tuple: { scenario: 'message-exchange', revision: 1, switches: {}, seed: 1, interventions: [] },
  cursor: { time: 0, ordinal: 0 },
  selection: null,
  view: USUAL_VIEW,
}
const full: LinkState = {
  tuple: {
    scenario: 'lost-reply',
    revision: 3,
    switches: { clock: '8', clients: 3, duplicateTable: 'off' },
    seed: 7,
    interventions: [{ time: 1_500_000, action: 'lose', target: 'A.client/send1/REPLY.1@F2' }],
  },
  cursor: { time: 1_234_567, ordinal: 2 },
  selection: 'A.client/send1',
  view: {
    layer: 'frame',
    pacing: 'broken',
    compare: { switches: { duplicateTable: 'kept' }, interventions: [] },
  },
  fingerprint: 'a1b2-c3d4',
}
const signed = (body: string) => `#s=${body}.${checksum(body)}`
const sentence = (text: string) => {
  const decoded = decodeLink(text)
  return decoded.ok ? 'it opens' : decoded.sentence
}

describe('a link to the library', () => {
  test('is short and can be read by people', () => {
    expect(encodeLink(plain)).toMatch(/^#s=1p\.message-exchange@1\.[0-9a-z]{6}$/)
    const link = encodeLink(full)
    expect(link).toMatch(
      /^#s=1p\.lost-reply@3~clients=3~clock:8~duplicateTable=off!do=1\.5ms:lose:A\.client\/send1\/REPLY\.1@F2!seed=7!t=1234567\.2!sel=A\.client\/send1!layer=frame!pace=broken!print=a1b2-c3d4!vs!as=duplicateTable=kept\.[0-9a-z]{6}$/,
    )
    expect(link.length).toBeLessThan(300)
    expect(decodeLink(link)).toEqual({ ok: true, state: full })
  })

  test('does not depend on the order in which switches were turned', () => {
    const switches = { duplicateTable: 'off', clients: 3, clock: '8' }
    expect(encodeLink({ ...full, tuple: { ...full.tuple, switches } })).toBe(encodeLink(full))
  })
})

test('a link with a document holds all of it', () => {
  const { id, revision } = sample
  const state = { ...full, tuple: { ...full.tuple, scenario: id, revision }, document: sample }
  const link = encodeLink(state)
  expect(link).toMatch(/^#s=1d\.[\w-]+\.[0-9a-z]{6}$/)
  expect(link.length).toBeLessThan(2000)
  expect(decodeLink(link)).toEqual({ ok: true, state })
})

const identity = fc.stringMatching(/^[A-Za-z][A-Za-z0-9./-]{0,40}$/)
const switches = fc.dictionary(
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{1,12}$/).filter((key) => !(key in Object.prototype)),
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !/\p{Surrogate}/u.test(text)),
    fc.integer().map(String),
    fc.constantFrom('true', '', '1e5', '-0.5'),
    fc.maxSafeInteger(),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => n + 0),
    fc.boolean(),
  ) as fc.Arbitrary<SwitchValue>,
  { noNullPrototype: true, maxKeys: 10 },
)
const interventions = fc.array(
  fc.record({
    time: fc.maxSafeNat(),
    action: fc.constantFrom('lose', 'crash', 'heal'),
    target: identity,
  }) as fc.Arbitrary<Intervention>,
  { maxLength: 10 },
)
const states: fc.Arbitrary<LinkState> = fc
  .record({
    own: fc.boolean(),
    scenario: fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/).filter((id) => !(id in Object.prototype)),
    revision: fc.integer({ min: 1, max: 9999 }),
    switches,
    seed: fc.maxSafeNat(),
    interventions,
    cursor: fc.record({ time: fc.maxSafeNat(), ordinal: fc.integer({ min: -1, max: 1e6 }) }),
    selection: fc.option(identity),
    layer: fc.constantFrom(...LAYERS),
    pacing: fc.constantFrom(...PACINGS),
    wire: fc.option(fc.boolean()),
    compare: fc.option(fc.record({ switches, interventions })),
    fingerprint: fc.option(fc.stringMatching(/^[0-9a-f]{4}-[0-9a-f]{4}$/)),
  })
  .map(({ own, scenario, revision, switches, seed, interventions, ...picture }) => {
    const { cursor, selection, layer, pacing, wire, compare, fingerprint } = picture
    return {
      tuple: { scenario, revision, switches, seed, interventions },
      cursor,
      selection,
      view: { layer, pacing, ...(wire === null ? {} : { wire }), compare },
      ...(fingerprint === null ? {} : { fingerprint }),
      ...(own ? { document: { ...sample, id: scenario, revision } } : {}),
    }
  })

test('any state comes back as it was', () => {
  fc.assert(
    fc.property(states, (state) => {
      const link = encodeLink(state)
      expect(link).toMatch(/^#s=[A-Za-z0-9._~!$@/*:=,-]+$/)
      if (link.length <= LINK_CHARS_MAX) expect(decodeLink(link)).toEqual({ ok: true, state })
    }),
    { numRuns: 500 },
  )
})

describe('what the post does to a link', () => {
  const link = encodeLink(full)
  const wrapped = (between: string) => (link.match(/.{1,40}/g) as string[]).join(between)
  test.each([
    ['the whole address', `https://example.org/one/${link}`],
    ['without the #', link.slice(1)],
    ['in angle brackets', `<https://example.org/${link}>`],
    ['in brackets at the end of a sentence', `(see https://example.org/${link}).`],
    ['with a new line', wrapped('\r\n')],
    ['with white space', `  ${wrapped('\n   ')}\n`],
    ['with a zero-width space', wrapped('\u200b')],
    ['quoted in an answer', `> ${wrapped('\n> ')}`],
    ['quoted-printable', wrapped('=\r\n').replaceAll('#s=', '#s=3D')],
    ['percent-encoded', encodeURIComponent(link)],
    ['twice', encodeURIComponent(encodeURIComponent(link))],
    ['between a chat’s marks of direction', `\u2066\u202a${link}\u202c\u2069`],
    ['with such a mark in the address', `#%E2%81%A6${link.slice(1)}%25E2%2581%25A9`],
    ['with such a mark inside', link.replace('s=', '\u202es=').replace('@', '\u061c@')],
    ['followed by words', `Look at ${link} and tell me`],
  ])('%s', (_, text) => expect(decodeLink(text)).toEqual({ ok: true, state: full }))

  test('is told apart: cut short, or changed', () => {
    for (let cut = 8; cut < link.length; cut++)
      expect(sentence(link.slice(0, cut))).toMatch(/^This link is incomplete: /)
    expect(sentence(link.replace('seed=7', 'seed=8'))).toMatch(
      /^This link was changed on the way: /,
    )
  })
})

describe('a link that cannot be opened says why', () => {
  test.each([
    ['', 'This address holds no link to a run'],
    ['#about', 'This address holds no link to a run'],
    ['#s=hello', 'This address holds no link to a run'],
    [`#s=${'a'.repeat(LINK_CHARS_MAX)}`, 'This link is longer than 16 KB. Ask for a file instead.'],
    [
      signed('2p.message-exchange@1'),
      'This link was made by a newer One Machine (its version is 2',
    ],
    [signed('1x.message-exchange@1'), 'a way that this page does not know (x)'],
    [signed('1p.message-exchange'), 'scenario must be a scenario and its revision'],
    [signed('1p.message-exchange@1!zoom=3'), 'zoom is not known here'],
    [signed('1p.message-exchange@1!layer=atom'), 'layer must be one of transaction, message'],
    [signed('1p.message-exchange@1~clock'), '"clock" is no switch and its value'],
    [signed('1p.message-exchange@1~a=1~a=2'), 'the switch "a" is in it twice'],
    [signed('1p.message-exchange@1!t=1!t=2'), '"t" is in it twice'],
    [signed('1p.message-exchange@1!t=9007199254740992'), 'later than any run can last'],
    [signed('1p.message-exchange@1!do=1ms:explode:F'), '"explode" is no action'],
    [signed('1p.message-exchange@1!seed=-1'), 'seed must be a number'],
    [signed('1p.message-exchange@1!sel=$3cb$3e'), 'sel must be the identity of a thing'],
    [signed('1p.message-exchange@1~a=$ff'), 'a broken character'],
    [signed('1p.message-exchange@1!document=$7b$7d'), 'document must be an object'],
    [signed('1d.AAAA'), 'cannot be unpacked'],
    [signed('1d.a*b'), 'a character that no link has'],
  ])('%s', (text, expected) => expect(sentence(text)).toContain(expected))

  const packed = (json: string) =>
    signed(`1d.${toBase64Url(deflateSync(strToU8(json), { level: 9 }))}`)
  test.each([
    ['[]', 'it holds no run'],
    ['{"scenario":"x@1","document":{}}', 'the scenario in it: format is missing'],
    ['{"scenario":"x@1","__proto__":{"polluted":1}}', '"__proto__" cannot be a name'],
    ['{"scenario":"x@1","switches":{"constructor":1}}', '"constructor" cannot be a name'],
    ['{"scenario":"x@1","seed":1e999}', 'a number is infinite'],
    [
      `{"scenario":"x@1","document":${JSON.stringify(sample)}}`,
      'is not the one that the link names',
    ],
    ['['.repeat(300), 'nested deeper than 32 levels'],
  ])('%s', (json, expected) => {
    expect(sentence(packed(json))).toContain(expected)
    expect('polluted' in {}).toBe(false)
  })

  test('what this page wrote into its own address may have as many machines as a file', () => {
    const [host] = sample.hosts
    const more = Array.from({ length: 100 }, (_, i) => ({
      ...host,
      name: `H${i}`,
      metre: 3 * i,
      count: 1,
    }))
    const large = { ...sample, hosts: [...sample.hosts, ...more] } as typeof sample
    const state = { ...plain, tuple: { ...plain.tuple, scenario: sample.id }, document: large }
    const link = encodeLink(state)
    expect(sentence(link)).toContain('at most 64')
    expect(decodeLink(link, 'ourselves')).toEqual({ ok: true, state })
    expect(decodeLink(`#s=${'a'.repeat(1024 * 1024)}`, 'ourselves').ok).toBe(false)
  })

  test('a bomb is stopped while it unpacks', () => {
    for (const size of [20_000, 1_000_000, 10_000_000]) {
      const bomb = deflateSync(new Uint8Array(size), { level: 9 })
      expect(() => inflate(bomb)).toThrow('unpacks to far more')
      if (bomb.length < 12_000) expect(sentence(packed(' '.repeat(size)))).toContain('far more')
    }
    const letters = deflateSync(Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 5))
    expect(() => inflate(letters)).toThrow('unpacks to far more')
    expect(() => parsePacked('')).toThrow('cannot be unpacked')
  })
})

test('text in a link stays text', () => {
  for (const text of [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
  ]) {
    const state = { ...plain, tuple: { ...plain.tuple, switches: { name: text } } }
    expect(encodeLink(state)).not.toMatch(/[<>"() ]/)
    expect(decodeLink(encodeLink(state))).toEqual({ ok: true, state })
  }
})

test('20,000 damaged links never throw and never touch the prototypes', () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const { id, revision } = sample
  const own = { ...full, tuple: { ...full.tuple, scenario: id, revision }, document: sample }
  const bodies = [encodeLink(full), encodeLink(plain), encodeLink(own)].map((link) =>
    link.slice(3, link.lastIndexOf('.')),
  )
  const letters = [...'abcZ019~!=:.$%@/-_<>"#\u0000é{}[]', '__proto__', 'constructor', '!vs!as=']
  const damage = fc.record({
    body: fc.constantFrom(...bodies),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(6),
    put: fc.array(fc.constantFrom(...letters), { maxLength: 4 }),
    sign: fc.boolean(),
  })
  fc.assert(
    fc.property(damage, ({ body, at, cut, put, sign }) => {
      const place = Math.floor(at * body.length)
      const damaged = body.slice(0, place) + put.join('') + body.slice(place + cut)
      const decoded = decodeLink(sign ? signed(damaged) : `#s=${damaged}`)
      if (!decoded.ok && !/^[A-Z].*\.$/s.test(decoded.sentence)) throw new Error(decoded.sentence)
    }),
    { numRuns: 20_000 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      decodeLink(text)
      decodeLink(signed(`1p.${text}`))
    }),
    { numRuns: 2000 },
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
}, 60_000)

describe('old links', () => {
  const corpus = readFileSync(new URL('./corpus.txt', import.meta.url), 'utf8')
  const links = corpus.split('\n').filter((line) => line.startsWith('#s='))

  test('all open, for ever', () => {
    expect(links.length).toBeGreaterThanOrEqual(6)
    for (const link of links) expect([link, sentence(link)]).toEqual([link, 'it opens'])
  })
  test('exercise every upgrader, and the version of today', () => {
    expect(upgrading.upgraders).toHaveLength(upgrading.VERSION)
    const versions = new Set(links.map((link) => Number(/^#s=(\d+)/.exec(link)?.[1])))
    for (let version = 0; version <= upgrading.VERSION; version++)
      expect([...versions]).toContain(version)
  })
  test('of version 0 had their moment in microseconds', () => {
    const decoded = decodeLink(signed('0p.message-exchange@1~clock:8!at=1234.5'))
    expect(decoded).toEqual({
      ok: true,
      state: {
        ...plain,
        tuple: { ...plain.tuple, switches: { clock: '8' } },
        cursor: { time: 1_234_500, ordinal: -1 },
      },
    })
    expect(sentence(signed('0p.message-exchange@1!at=soon'))).toContain('its moment cannot be read')
    expect(sentence(signed('0p.message-exchange@1'))).toBe('it opens')
  })
})

test('revisions: older opens with a note, one that never was does not', () => {
  expect(resolveRevision(2, 2)).toEqual({ ok: true, note: null })
  expect(resolveRevision(1, 2)).toEqual({ ok: true, note: expect.stringContaining('revision 1') })
  for (const never of [3, 0, -1, 1.5, Number.NaN])
    expect(resolveRevision(never, 2)).toEqual({
      ok: false,
      sentence: expect.stringContaining('never existed'),
    })
})
