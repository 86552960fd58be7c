/** The promises about life and death, each broken by a kernel that leaves one thing out. */
import { expect, test, vi } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { slowOrDead } from '../scenarios/slow-or-dead/document.ts'
import type { Intervention } from '../trace/tuple.ts'
import { trial } from '../worker/trial.ts'

const mutant = vi.hoisted(() => ({ deaf: false }))
vi.mock('../kernel/retransmit.ts', async (original) => {
  const real = (await original()) as typeof import('../kernel/retransmit.ts')
  const keepWaiting: typeof real.keepWaiting = (...args) => {
    if (!mutant.deaf) real.keepWaiting(...args)
  }
  return { ...real, keepWaiting }
})

const broken = (document: ScenarioDocument, switches = {}, interventions: Intervention[] = []) => {
  const { violations } = trial(document, { switches, interventions }).summary
  return [...new Set(violations.map(({ check }) => check))]
}
const destroyed = [
  { time: 0, action: 'lose', target: 'A.client/send1/REPLY.1' },
  { time: 50_000_000, action: 'destroy', target: 'S.server' },
]

test.each(['reply-pending', 'probe'])(
  'answering-is-alive: a kernel that does not hear the answers, %s',
  (liveness) => {
    const switches = { liveness, serviceMs: 5000, retriesMax: liveness === 'probe' ? 1 : 5 }
    expect(broken(slowOrDead, switches)).toEqual([])
    mutant.deaf = true
    expect(broken(slowOrDead, switches)).toEqual(['answering-is-alive'])
    mutant.deaf = false
  },
)

test('refused-not-done: a kernel that remembers nothing of a request whose server ended', () => {
  const forgetful: ScenarioDocument = {
    ...slowOrDead,
    kernel: {
      dialect: 'v',
      options: { ...slowOrDead.kernel?.options, duplicateTable: 'off' },
    },
  }
  expect(broken(slowOrDead, { serviceMs: 1 }, destroyed)).toEqual([])
  expect(broken(forgetful, { serviceMs: 1 }, destroyed)).toEqual(['refused-not-done'])
})

test('no-orphans: a kernel that lets the work of a former life go on', () => {
  const switches = { world: 'client-dies', liveness: 'reply-pending' }
  expect(broken(slowOrDead, switches)).toEqual([])
  expect(broken(slowOrDead, { ...switches, orphanExtermination: 'off' })).toEqual(['no-orphans'])
})
