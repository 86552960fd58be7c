import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from './document.ts'
import { DOCUMENT_BYTES_MAX, HOST_LIMITS, loadDocument } from './load.ts'
import type { Known } from './meaning.ts'
import { sample } from './sample.ts'

const limits = { hosts: HOST_LIMITS.link }

/** The sample with one place changed: `hosts.1.metre`; undefined takes the key away. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(sample)
  const keys = path.split('.')
  const last = keys.pop() as string
  let at = copy as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}

function refusal(input: unknown, known?: Known, hosts: number = limits.hosts): string {
  const load = loadDocument(input, { hosts }, known)
  return load.ok ? 'it loads' : load.sentence
}

describe('a good document', () => {
  test('loads into fresh objects, from data and from text alike', () => {
    const fromData = loadDocument(sample, limits)
    const fromText = loadDocument(JSON.stringify(sample, null, 2), limits)
    expect(fromData).toEqual({ ok: true, document: sample })
    expect(fromText).toEqual(fromData)
    if (!fromData.ok) return
    expect(fromData.document).not.toBe(sample)
    expect(fromData.document.hosts[0]).not.toBe(sample.hosts[0])
  })

  test('may begin with a mark that nobody sees', () => {
    expect(loadDocument(`\ufeff${JSON.stringify(sample)}`, limits).ok).toBe(true)
  })
  test('may put one tap on top of another', () => {
    expect(refusal(changed('hosts.1.metre', 10))).toBe('it loads')
  })

  test('may call a process by a plain word', () => {
    const load = loadDocument(changed('processes.2.args.do.0.send.to', 'server'), limits)
    expect(load).toEqual({ ok: true, document: sample })
  })
})

describe('the shape', () => {
  test.each<[string, unknown, string | RegExp]>([
    ['title', undefined, 'title is missing'],
    ['titel', 'x', 'titel is not known here'],
    ['format', 2, 'format must be 1'],
    ['hosts', [], 'hosts must have at least 1'],
    ['hosts.1.metre', undefined, 'hosts[1] "F": metre is missing'],
    ['hosts.1.metre', 'far', 'hosts[1] "F": metre must be a number'],
    ['hosts.1.meter', 5, 'hosts[1] "F": meter is not known here'],
    ['hosts.1.name', 'F.x', /^hosts\[1\] "F\.x": name must be a letter, then/],
    ['hosts.1.count', 1.5, 'hosts[1] "F": count must be a whole number'],
    ['network.lossPercent', 101, 'network: lossPercent must be 0 to 100'],
    ['section', 'Cooking', /^section must be one of Communication, /],
    ['sweeps.0.seeds', 0, 'sweeps[0] "by-wait": seeds must be 1 to 100'],
    ['sweeps.0.x.values', [1], 'sweeps[0] "by-wait": x: values must have at least 2'],
    ['sweeps.0.metrics', [], 'sweeps[0] "by-wait": metrics must have at least 1'],
    [
      'tolerates',
      [{ fault: 'crash', at: ['Z'] }],
      'tolerates[0]: there is no machine "Z" to crash',
    ],
    ['tolerates', [{ fault: 'crash', most: 0 }], 'tolerates[0]: most must be 1 to 64'],
    ['swept', { tea: [1] }, /^swept: this scenario has no switch "tea"/],
    ['swept', { clients: [-1] }, /^swept: clients takes /],
    [
      'phases',
      [{ name: 'x', begins: { kind: 'tea' } }],
      /^phases\[0\] "x": begins: kind must be a kind/,
    ],
    ['view', { wire: 'yes' }, /^view: wire must be true or false$/],
    ['switches.0.kind', undefined, 'switches[0] "clock": kind is missing'],
    ['switches.0.kind', 'dial', 'switches[0] "clock": kind must be one of choice, number'],
    ['switches.2.step', 0, 'switches[2] "clients": step must be more than 0'],
    ['story.0.at.kind', 'sendOpn', /^story\[0\] "begin": at: kind must be a kind of record/],
    ['story.0.text', 'x'.repeat(601), 'story[0] "begin": text must be at most 600 characters'],
    ['id', 'My Exchange', /^id must be small letters/],
    ['processes.1.args.server', { process: 'a b' }, /args\.server: process must be the name/],
  ])('%s = %j', (path, value, sentence) => {
    const actual = refusal(changed(path, value))
    if (typeof sentence === 'string') expect(actual).toBe(sentence)
    else expect(actual).toMatch(sentence)
  })

  test.each<[string, unknown, string]>([
    [
      'text',
      '{metric:foo} ms',
      'text has "{metric:foo}", and "foo" is not among the metrics of this document',
    ],
    ['text', 'at {switch:klock}', 'text has "{switch:klock}", and there is no switch "klock"'],
    [
      'text',
      '{Metric:exchangeMs}',
      'text has "{Metric:exchangeMs}", and a figure is {metric:…} or {switch:…}',
    ],
    [
      'text',
      '{metric:__proto__}',
      'text has "{metric:__proto__}", and "__proto__" is not among the metrics of this document',
    ],
    ['text', 'a {set} and {switch:clock}', 'it loads'],
    ['title', 'At {switch:clock}', 'title takes no figure of the run; put it in the text'],
    ['when', [], 'when must have at least 1'],
    ['when', [{ switch: 'clock', is: '=', value: '12' }], 'when: clock takes 8 or 10, not "12"'],
    [
      'when',
      [{ switch: 'clock', is: '<', value: '10' }],
      'when: clock is a word, so it is compared with = or !=, not <',
    ],
    [
      'when',
      [{ switch: 'clients', is: '>', value: 'two' }],
      'when: clients is a number, and is compared with "two"',
    ],
    ['when', [{ switch: 'clients', is: '>', value: 2 }], 'it loads'],
  ])('of a beat: %s = %j', (key, value, sentence) => {
    const actual = refusal(changed(`story.0.${key}`, value))
    expect(actual.replace('story[0] "begin": ', '')).toBe(sentence)
  })

  test('a beat does not show what its question, or one after it, asks for', () => {
    const own = changed('predictions.0.overrides', undefined) as ScenarioDocument
    const [begin] = own.story
    const tells = { ...begin, id: 'early', text: 'In {metric:exchangeMs}.' }
    const { ask, ...early } = tells as typeof tells & { ask: string }
    expect(refusal({ ...own, story: [early, begin] })).toBe(
      'story[0] "early": text has "{metric:exchangeMs}", and the question "how-many" asks for it',
    )
    expect(refusal({ ...own, story: [begin, early] })).toBe('it loads')
    expect(ask).toBe('how-many')
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    'refuses the name %s, as a key and as a value',
    (name) => {
      const text = JSON.stringify(sample).replace('"format":1', `"format":1,"${name}":{"a":1}`)
      expect(refusal(text)).toBe(`"${name}" cannot be a name`)
      expect(refusal(changed('hosts.1.name', name))).toMatch(/name (cannot have|must be)/)
      expect(refusal(changed('switches.0.key', name))).toMatch(/key (cannot have|must be)/)
      expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
    },
  )

  test.each([
    ['1e999', 'a number is infinite'],
    ['-0', 'a number is -0; write 0'],
    [
      '9007199254740992',
      'the number 9007199254740992 is too large to count with exactly (2^53 and more)',
    ],
  ])('the number %s', (number, sentence) => {
    const text = JSON.stringify(sample).replace('"metre":400', `"metre":${number}`)
    expect(refusal(text)).toBe(`hosts[1] "F": metre: ${sentence}`)
  })

  test('numbers that are none, things that are no data', () => {
    expect(refusal(changed('minutes', Number.NaN))).toBe('minutes: a number is not a number (NaN)')
    expect(refusal(changed('minutes', Number.POSITIVE_INFINITY))).toContain('infinite')
    expect(refusal(changed('title', () => 1))).toBe('title: a function is not data')
    expect(refusal(changed('title', new Map()))).toBe('title: not a plain object')
    for (const input of [null, 3, 'null', [], undefined])
      expect(refusal(input)).not.toBe('it loads')
  })
})

describe('the text', () => {
  test.each<[string, string]>([
    ['{\n  "format": 1,\n  "id" "x"\n}', 'line 3, column 8: here a colon is needed'],
    ['{\n  "format": 1,\n}', 'line 3, column 1: here a name in double quotes is needed'],
    ['{"a": 1', 'line 1, column 8: the text ends too early'],
    ['{"a": nope}', 'line 1, column 7: "n" cannot begin a value'],
    ['{"a": 1, "a": 2}', 'line 1, column 10: "a" is given twice'],
    ['{} {}', 'line 1, column 4: there is something after the end of the document'],
    ['["a\nb"]', /^line 1, column 2: this text has no closing quote/.source],
    ['', 'line 1, column 1: the text ends too early'],
  ])('%j', (text, sentence) => {
    if (sentence.startsWith('^')) expect(refusal(text)).toMatch(new RegExp(sentence))
    else expect(refusal(text)).toBe(sentence)
  })

  test('too long, too deep, too many', () => {
    expect(refusal(' '.repeat(DOCUMENT_BYTES_MAX + 1))).toBe('The document is longer than 1024 KB.')
    expect(refusal('['.repeat(100_000))).toContain('nested deeper than 32 levels')
    let deep: unknown = 1
    for (let i = 0; i < 10_000; i++) deep = [deep]
    expect(refusal(deep)).toBe('it is nested deeper than 32 levels')
    expect(refusal(Array.from({ length: 60_000 }, () => 1))).toContain('more than 50000 parts')
  })
})

describe('the meaning', () => {
  const twin = (list: 'hosts' | 'processes' | 'switches' | 'story' | 'predictions') =>
    changed(list, [...sample[list], sample[list][0]])

  test.each([
    [twin('hosts'), 'hosts[2] "C": there are two hosts of this name'],
    [twin('processes'), 'processes[3] "server": there are two processes of this name'],
    [twin('switches'), 'switches[4] "clock": there are two switches of this name'],
    [twin('story'), 'story[1] "begin": there are two beats of this name'],
    [twin('predictions'), 'predictions[1] "how-many": there are two predictions of this name'],
  ])('twins', (document, sentence) => expect(refusal(document)).toBe(sentence))

  test.each<[string, unknown, string]>([
    [
      'hosts.1.metre',
      501,
      'hosts[1] "F": its tap at metre 501 is beyond the end of the cable at 500',
    ],
    ['processes.0.host', 'Z', 'processes[0] "server": there is no host "Z"'],
    ['network.metres', { switch: 'nope' }, 'network.metres: there is no switch "nope"'],
    ['sweeps.0.x.switch', 'nope', 'sweeps[0] "by-wait": x: there is no switch "nope"'],
    ['sweeps.0.x.values', [0, 101], 'sweeps[0] "by-wait": waitMs takes 0 to 100 ms, not 101'],
    [
      'sweeps.0.lines.0.values',
      ['off', 'on'],
      'sweeps[0] "by-wait": table takes off or kept, not on',
    ],
    ['sweeps.0.x.values', [1, '1'], 'sweeps[0] "by-wait": a value of "waitMs" is in it twice'],
    ['sweeps.0.lines.0.names', ['a'], 'sweeps[0] "by-wait": "table" has 2 values, and names for 1'],
    [
      'sweeps.0.set',
      { table: 'off' },
      'sweeps[0] "by-wait": the switch "table" is turned in two ways at once',
    ],
    [
      'sweeps.0.metrics',
      ['nope'],
      'sweeps[0] "by-wait": "nope" is not among the metrics of this document',
    ],
    ['sweeps.0.x.values', Array.from({ length: 64 }, (_, i) => i), 'it loads'],
    ['constraints.0.left', { switch: 'nope' }, 'constraints[0].left: there is no switch "nope"'],
    ['constraints.0.left', { switch: 'table' }, /constraints\[0\]: "table" is no number/.source],
    [
      'predictions.0.overrides',
      { nope: 1 },
      /^predictions\[0\] "how-many": this scenario has no switch "nope"/.source,
    ],
    [
      'predictions.0.overrides',
      { clock: '9' },
      'predictions[0] "how-many": clock takes 8 or 10, not 9',
    ],
    [
      'switches.0.default',
      '9',
      'switches[0] "clock": its default "9" is not one of its values: 8, 10',
    ],
    ['switches.2.default', 9, 'switches[2] "clients": its default 9 is not within 1 to 8'],
    [
      'switches.1.fix',
      'on',
      'switches[1] "table": its fix "on" is not one of its values: off, kept',
    ],
    ['pair', 'clients', 'pair: the switch "clients" does not say which value is the fix'],
    ['story.0.ask', 'what', 'story[0] "begin": it asks "what", but no prediction has this id'],
    [
      'hosts.0.processor.map',
      { '8': 'sun8' },
      'hosts[0] "C": processor: its map has nothing for clock = 10',
    ],
    [
      'hosts.0.processor.map',
      { '8': 'a', '9': 'b', '10': 'c' },
      'hosts[0] "C": processor: clock takes 8 or 10, not 9',
    ],
    [
      'processes.1.args.server',
      { process: 'nobody' },
      'processes[1] "client": there is no process "nobody"',
    ],
    [
      'hosts.1.metre',
      { switch: 'table' },
      'hosts[1] "F": metre: it must be 0 to 100000, not "kept"',
    ],
    ['constraints.0.is', '>', 'The clients would wait for ever.'],
  ])('%s = %j', (path, value, sentence) => {
    const actual = refusal(changed(path, value))
    if (/[\\^]/.test(sentence)) expect(actual).toMatch(new RegExp(sentence))
    else expect(actual).toBe(sentence)
  })

  test('machines are limited by where the document comes from', () => {
    const many = changed('hosts.0', { ...sample.hosts[0], count: 100, spacing: 1 })
    expect(refusal(many)).toBe('hosts: there can be 101 machines; at most 64 are allowed here')
    expect(refusal(many, {}, HOST_LIMITS.file)).toBe('it loads')
  })

  test('what this build knows', () => {
    const programs = { 'echo-server': [], asker: ['server', 'waitMs'], script: ['do'] }
    const known = { programs, metrics: ['exchangeMs'], checks: ['executed-at-most-once'] }
    expect(refusal(sample, known)).toBe('it loads')
    expect(refusal(sample, { ...known, metrics: [] })).toBe(
      'metrics[0]: there is no metric "exchangeMs"',
    )
    expect(refusal(changed('checks', ['nope']), known)).toBe('checks[0]: there is no check "nope"')
    expect(refusal(changed('processes.0.program', 'nope'), known)).toBe(
      'processes[0] "server": there is no program "nope"',
    )
    expect(refusal(changed('processes.1.args.wait', 1), known)).toBe(
      'processes[1] "client": asker takes server or waitMs, not wait',
    )
  })
})

describe('a script', () => {
  const script = (...ops: unknown[]) => changed('processes.2.args.do', ops)
  const nested = (levels: number): unknown =>
    levels === 0 ? { exit: true } : { repeat: { times: 1, do: [nested(levels - 1)] } }

  test.each<[unknown, string]>([
    [{ fly: true }, 'args.do[0]: must be an operation: one of send, receive'],
    [{ send: { message: 'x' } }, 'args.do[0].send: to is missing'],
    [{ send: { to: 'server', message: 'x'.repeat(25) } }, 'message must be at most 24 characters'],
    [{ send: { to: 'server', message: '☃'.repeat(9) } }, 'message must be at most 24 bytes'],
    [{ send: { to: 'nobody' } }, 'there is no process "nobody"'],
    [{ receive: false }, 'receive must be an object'],
    [{ exit: true, code: 1 }, 'args.do[0]: code is not known here'],
    [{ repeat: { times: { switch: 'table' }, do: [] } }, 'times must be a number'],
    [nested(8), 'deeper than 8'],
    [{ allocate: { as: 'room', bytes: -1 } }, 'bytes must be 0 to 16777216'],
    [{ allocate: { as: 'room', bytes: 2 ** 31 } }, 'bytes must be 0 to 16777216'],
    [{ allocate: { as: 'Room 1', bytes: 1 } }, 'as must be one word'],
    [{ moveTo: { segment: 'room' } }, 'must allocate each segment that it names'],
    [{ moveFrom: { with: 'server' } }, 'args.do[0].moveFrom: segment is missing'],
    [{ moveFrom: { segment: 'room', at: -4 } }, 'at must be 0 to 4294967295'],
    [{ receiveWithSegment: true }, 'receiveWithSegment must be an object'],
    [{ replyWithSegment: { segment: 7 } }, 'segment must be text in quotes'],
    [{ replyWithSegment: { segment: 'constructor' } }, 'segment cannot have this name'],
    [{ forward: { message: 'x' } }, 'args.do[0].forward: to is missing'],
    [{ forward: { to: 'nobody' } }, 'there is no process "nobody"'],
    [
      { send: { to: 'server', grant: { segment: 'room', rights: 'all' } } },
      'rights must be one of read, write, both',
    ],
    [
      { send: { to: 'server', grant: { segment: 'room', rights: 'read' } } },
      'must allocate each segment that it names',
    ],
  ])('%j', (op, sentence) => expect(refusal(script(op))).toContain(sentence))

  test('has limits for nesting and for length', () => {
    expect(refusal(script(nested(7)))).toBe('it loads')
    const many = Array.from({ length: 50 }, () => ({ exit: true }))
    const rows = Array.from({ length: 40 }, () => ({ repeat: { times: 1, do: many } }))
    expect(refusal(script(...rows))).toContain('at most 2000 operations')
  })
})

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  "'; DROP TABLE students; --",
]
test.each(hostile)('%s stays the text that it is', (text) => {
  const paths = ['title', 'asks', 'story.0.title', 'story.0.text', 'predictions.0.question']
  for (const path of [...paths, 'predictions.0.because', 'switches.0.label']) {
    const document = changed(path, text)
    expect(loadDocument(document, limits)).toEqual({ ok: true, document })
  }
})

test('whatever comes, there is an answer and never an error', () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withDate: true }), (input) => {
      expect(typeof loadDocument(input, limits).ok).toBe('boolean')
    }),
  )
  const paths = pathsIn(sample)
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const load = loadDocument(changed(path, value), limits)
      if (!load.ok) expect(load.sentence.length).toBeGreaterThan(3)
    }),
    { numRuns: 3000 },
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
})

function pathsIn(value: ScenarioDocument | unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [
    key,
    ...pathsIn(item).map((path) => `${key}.${path}`),
  ])
}
