import { expect, test } from 'vitest'
import { swapTheName } from '../../scenarios/swap-the-name/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, trial } from '../../worker/trial.ts'
import { denotedAt } from './denoted.ts'
import { StageIndex } from './stage-index.ts'

test('an arrow is solid where all agree; whoever has another version has it dashed', () => {
  const { trace, setup } = trial(swapTheName, { switches: { editors: 1 } })
  const index = new StageIndex(trace).update(trace.length)
  const at = (host: string, prefix: number) =>
    denotedAt(trace, index, trace.find(host), setup.hosts, prefix)
  const [, partners, , own] = records(trace, Kind.nameLinked, /D.\.names/).filter(
    (i) => trace.a(i) === 1,
  )
  expect(at('D1', 0)).toBe(null)
  expect(at('D1', (partners as number) + 10)?.state).toBe('committed')
  // Both servers have swapped; R1 read what there was before.
  const after = (own as number) + 10
  expect(at('D1', after)?.name).toBe(at('D2', after)?.name)
  expect(at('D1', after)?.state).toBe('committed')
  expect(at('R1', after)?.state).toBe('active')
  expect(at('R1', trace.length)?.state).toBe('committed')
})
