import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { defaultTuple } from '../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { exchange, trial } from './trial.ts'

interface Self {
  onmessage: (event: { data: ToWorker }) => void
  postMessage(message: FromWorker): void
}
let said: FromWorker[] = []
let answer: (message: FromWorker) => void = () => {}
const self = {
  postMessage(message) {
    said.push(message)
    answer(message)
  },
} as Self

beforeAll(async () => {
  vi.stubGlobal('self', self)
  await import('./simulation.worker.ts')
})
beforeEach(() => {
  said = []
  answer = () => {}
})

const long = exchange(20_000)
const short = exchange(1)
const ask = (runId: number, document: ScenarioDocument): void =>
  self.onmessage({
    data: { type: 'run', runId, document, tuple: defaultTuple(document), level: 'everything' },
  })
const ends = (): unknown[] =>
  said.filter(({ type }) => type !== 'chunk' && type !== 'heartbeat' && type !== 'setup')

test('a run worked on in parts is the same run', async () => {
  ask(1, short)
  const { summary } = trial(short)
  await vi.waitFor(() => expect(ends()).toEqual([{ type: 'done', runId: 1, summary }]))
})

test('between two parts of a run it is heard that nobody waits for it; the next has its turn', async () => {
  answer = ({ type }) => {
    if (type === 'chunk') self.onmessage({ data: { type: 'give-up', runId: 2 } })
  }
  ask(2, long)
  ask(3, short)
  await vi.waitFor(() =>
    expect(ends()).toMatchObject([
      { type: 'given-up', runId: 2 },
      { type: 'done', runId: 3 },
    ]),
  )
  const about = said.map((message) => ('runId' in message ? message.runId : 0))
  expect(about.lastIndexOf(2)).toBeLessThan(about.indexOf(3))
})
