// A disk of ten thousand named blocks: what a seek looks at does not grow with them.
import { expect, test } from 'vitest'
import { EntityType } from '../../trace/entities.ts'
import { BLOCK_STATES, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Trace } from '../../trace/trace.ts'
import { Fixture } from '../stage/stage-fixture.ts'
import { BLOCKS_MAX, rackAt } from './rack.ts'

const BLOCKS = 10_000

/** Block n is named at n µs, torn at 20 ms + n µs and good again a second later. */
function manyBlocks() {
  const fixture = new Fixture([['F', 'file-server', 100]])
  const host = fixture.host('F')
  const disk = fixture.entity(EntityType.disk, host.entity, 'disk')
  const label = fixture.writer.string('page')
  const torn = BLOCK_STATES.indexOf('torn')
  const blocks = Array.from({ length: BLOCKS }, (_, n) => {
    const block = fixture.entity(EntityType.block, disk, `block${n}`)
    fixture.record(n * 1000, Kind.blockNamed, block, n, label)
    return block
  })
  for (const [n, block] of blocks.entries())
    fixture.change(20_000_000 + n * 1000, block, Field.blockState, torn)
  for (const [n, block] of blocks.entries())
    fixture.change(1_020_000_000 + n * 1000, block, Field.blockState, 0)
  const { trace } = fixture.done(4_000_000_000)
  const disks = [{ entity: disk, name: 'disk', blockBytes: 512 }]
  return { trace, host: { ...host, disks } as unknown as Parameters<typeof rackAt>[1] }
}

/** How often a state was asked for. */
function counted(trace: Trace): { readonly trace: Trace; readonly asked: () => number } {
  let asked = 0
  const spy = Object.create(trace) as Trace
  spy.lastChange = (...of) => {
    asked++
    return trace.lastChange(...of)
  }
  return { trace: spy, asked: () => asked }
}

test('ten thousand blocks: the first are shown, all are counted, and few are asked', () => {
  const { trace, host } = manyBlocks()
  const spied = counted(trace)
  const at = (ms: number) =>
    rackAt(spied.trace, host, trace.prefix({ time: ms * 1e6, ordinal: -1 }))?.disks[0]
  expect(at(-1)).toBeUndefined()
  expect(at(5.0005)).toMatchObject({ named: 5001, bad: 0 })
  expect(at(23.0005)).toMatchObject({ named: BLOCKS, bad: 3001 })
  expect(at(1024.0005)).toMatchObject({ named: BLOCKS, bad: 5999 })
  expect(at(3000)).toMatchObject({ named: BLOCKS, bad: 0 })
  expect(at(3000)?.blocks).toHaveLength(BLOCKS_MAX)
  expect(spied.asked()).toBeLessThan(6 * 8 * BLOCKS_MAX)
})
