import { beforeEach, expect, test, vi } from 'vitest'
import { libraryDocument } from '../scenarios/catalogue.ts'
import { defaultTuple } from '../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunSummary } from '../trace/setup.ts'
import { type RunListener, SimulationClient } from './client.ts'
import type { FromWorker } from './messages.ts'
import { AHEAD_ID, type RunAhead } from './start.ts'

const document = libraryDocument('message-exchange') as ScenarioDocument
const tuple = defaultTuple(document)
const summary = { fingerprint: '0123·4567' } as RunSummary
const over: FromWorker = { type: 'done', runId: AHEAD_ID, summary }

let posted: unknown[] = []
let ahead: RunAhead
class FakeWorker extends EventTarget {
  postMessage(message: unknown): void {
    posted.push(message)
  }
  terminate(): void {}
  say(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}
let worker: FakeWorker
vi.mock('./start.ts', () => ({
  AHEAD_ID: 0,
  startWorker: () => Promise.resolve({ worker, word: 'spoke' }),
  takeAhead: () => ahead,
}))

function listener(): RunListener & { readonly told: string[] } {
  const told: string[] = []
  return {
    told,
    done: ({ fingerprint }) => told.push(fingerprint),
    failed: (sentence) => told.push(sentence),
    died: (what) => told.push(what),
  }
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  posted = []
  worker = new FakeWorker()
  ahead = { tuple, document, heard: [] }
})

test('the run that was asked for ahead is not asked for again', async () => {
  ahead.heard.push(over)
  const client = new SimulationClient()
  const heard = listener()
  client.run({ tuple: { ...tuple }, document, level: 'everything' }, heard)
  await settled()
  expect(posted).toEqual([])
  expect(heard.told).toEqual(['0123·4567'])
})

test('what is said of it before and after somebody wants it is told in order, and never at once', async () => {
  const client = new SimulationClient()
  client.warm()
  await settled()
  worker.say({ type: 'setup', runId: AHEAD_ID, setup: {} as never })
  const told: string[] = []
  const heard = { ...listener(), setup: () => void told.push('setup') }
  client.run({ tuple, document, level: 'everything' }, { ...heard, done: () => told.push('done') })
  expect(told).toEqual([])
  await settled()
  worker.say(over)
  expect(told).toEqual(['setup', 'done'])
})

test.each([
  ['a switch', { ...tuple, switches: { clock: '8' } }],
  ['another seed', { ...tuple, seed: 2 }],
  [
    'something done to it',
    { ...tuple, interventions: [{ time: 1, action: 'crash', target: 'A' } as never] },
  ],
])('%s makes another run, and nothing of the first is told', async (_, other) => {
  ahead.heard.push(over)
  const client = new SimulationClient()
  const heard = listener()
  client.run({ tuple: other, document, level: 'everything' }, heard)
  await settled()
  expect(posted).toMatchObject([{ type: 'run', runId: 1 }])
  worker.say(over)
  expect(heard.told).toEqual([])
})
