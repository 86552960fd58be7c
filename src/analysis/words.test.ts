import { expect, test } from 'vitest'
import { EntityType } from '../trace/entities.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import { Trace } from '../trace/trace.ts'
import { TraceWriter } from '../trace/writer.ts'
import { recordSentence, recordWords } from './words.ts'

const setup = { hosts: [], checks: [], formats: [], costs: [] } as unknown as RunSetup

/** One record of each kind and of each change, about a frame of a Send, with small numbers in its columns. */
function oneOfEach(a: number, b: number): Trace {
  const trace = new Trace()
  const writer = new TraceWriter((chunk) => trace.append(chunk))
  const run = writer.entity(EntityType.run, NONE, 'run')
  const host = writer.entity(EntityType.host, run, 'A')
  const process = writer.entity(EntityType.process, host, 'client')
  const exchange = writer.entity(EntityType.exchange, process, 'send1')
  const frame = writer.entity(EntityType.frame, exchange, 'SEND.2')
  const attempt = writer.entity(EntityType.attempt, frame, 'try1')
  writer.string('a line')
  writer.string('another')
  let time = 0
  const kinds = [...Object.values(Kind), ...Object.values(Field).map((field) => CHANGE + field)]
  for (const kind of kinds)
    for (const entity of [host, process, exchange, attempt])
      writer.record(time++, kind, entity, NONE, NONE, NONE, a, b)
  writer.flush(time, true)
  return trace
}

test.each([
  [0, 0],
  [1, 1],
  [-1, -1],
  [3, 2],
])('every kind and every change has a sentence, whatever is in it (%i, %i)', (a, b) => {
  const trace = oneOfEach(a, b)
  for (let i = 0; i < trace.length; i++) {
    const words = recordSentence({ trace, setup }, i)
    expect(words, `kind ${trace.kind(i)}`).toMatch(/^(\*\*)?[A-Z“0-9].*\.$/s)
    expect(words).not.toMatch(/undefined|NaN|null/)
    expect(words.split('**').length % 2).toBe(1)
    expect(recordWords({ trace, setup }, i)).not.toContain('**')
  }
})
