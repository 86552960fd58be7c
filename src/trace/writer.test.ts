import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EntityType } from './entities.ts'
import { CHUNK_RECORDS, type Chunk, NONE } from './record.ts'
import { Trace } from './trace.ts'
import { TraceWriter } from './writer.ts'

const part = fc.record({
  /** Records before the next thing of another kind: enough of them to cross several chunks. */
  records: fc.constantFrom(0, 1, 1000, CHUNK_RECORDS),
  bytes: fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(new Uint8Array(9000).fill(7))),
  word: fc.constantFrom('send', 'receive', 'reply', ''),
  number: fc.nat(3),
})

test('what is written is read again, whatever chunks it travelled in', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const trace = new Trace()
      const chunks: Chunk[] = []
      const writer = new TraceWriter((chunk) => {
        chunks.push(chunk)
        trace.append(chunk)
      })
      writer.entity(EntityType.run, NONE, 'run')
      const scratch = new Uint8Array(9000)
      const written: { readonly id: number; readonly text: number }[] = []
      let time = 0
      for (const { records, bytes, word, number } of parts) {
        for (let i = 0; i < records; i++, time++)
          writer.record(time, 40, 0, time - 1, NONE, NONE, -time, 2 * time)
        // The caller's buffer is written over by the next.
        scratch.set(bytes)
        const id = writer.bytes(number, scratch.subarray(0, bytes.length))
        scratch.fill(0xee)
        written.push({ id, text: writer.string(word) })
        writer.entity(EntityType.process, 0, `${word}${number}`)
      }
      writer.flush(time, true)

      expect(trace.length).toBe(time)
      for (let i = 0; i < time; i += 97)
        expect(trace.at(i)).toMatchObject({ time: i, cause: (i - 1) >>> 0, a: 0 - i, b: 2 * i })
      expect(trace.entityCount).toBe(parts.length + 1)
      expect(trace.childrenOf(0)).toEqual(parts.map((_, i) => i + 1))
      parts.forEach(({ bytes, word, number }, i) => {
        const { id, text } = written[i] as (typeof written)[number]
        expect(trace.bytes(id)).toEqual({ format: number, data: bytes })
        expect(trace.string(text)).toBe(word)
        expect(trace.localName(i + 1)).toBe(`${word}${number}`)
      })
      for (const { count, columns } of chunks.slice(0, -1)) {
        expect(count).toBe(CHUNK_RECORDS)
        expect(columns.time.length).toBe(CHUNK_RECORDS)
      }
    }),
    { numRuns: 15 },
  )
})
