import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
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
let ended = 0
let ahead: RunAhead | undefined
class FakeWorker extends EventTarget {
  postMessage(message: unknown): void {
    posted.push(message)
  }
  terminate(): void {
    ended++
  }
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
  ended = 0
  worker = new FakeWorker()
  ahead = { tuple, document, heard: [] }
})

test('the run that was asked for ahead is not asked for again', async () => {
  ahead?.heard.push(over)
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
  ahead?.heard.push(over)
  const client = new SimulationClient()
  const heard = listener()
  client.run({ tuple: other, document, level: 'everything' }, heard)
  await settled()
  expect(posted).toMatchObject([{ type: 'run', runId: 1 }])
  worker.say(over)
  expect(heard.told).toEqual([])
})

test('a run that was asked for ahead, is under way and not wanted is given up', async () => {
  const client = new SimulationClient()
  client.run({ tuple: { ...tuple, seed: 2 }, document, level: 'everything' }, listener())
  await settled()
  expect(posted).toMatchObject([
    { type: 'give-up', runId: AHEAD_ID },
    { type: 'run', runId: 1 },
  ])
})

describe('when another run is wanted', () => {
  const client = async (): Promise<SimulationClient> => {
    ahead = undefined
    const its = new SimulationClient()
    its.run({ tuple, document, level: 'everything' }, listener())
    await settled()
    its.run({ tuple, document, level: 'everything' }, listener())
    return its
  }
  test('the one under way is given up, and its worker goes on with the next', async () => {
    await client()
    expect(posted.slice(1)).toEqual([{ type: 'give-up', runId: 1 }])
    worker.say({ type: 'given-up', runId: 1 })
    expect(posted).toMatchObject([{ runId: 1 }, { type: 'give-up' }, { type: 'run', runId: 2 }])
    expect(ended).toBe(0)
  })

  test('a worker that does not let go of it in time is ended with it', async () => {
    await client()
    await vi.waitFor(() => expect(ended).toBe(1))
    await settled()
    expect(posted.at(-1)).toMatchObject({ type: 'run', runId: 2 })
  })
})

describe('a worker that says nothing', () => {
  const SILENT_MS = 4000
  afterEach(() => void vi.useRealTimers())
  const asked = async (): Promise<ReturnType<typeof listener>> => {
    vi.useFakeTimers()
    ahead = undefined
    const heard = listener()
    new SimulationClient().run({ tuple, document, level: 'everything' }, heard)
    await vi.advanceTimersByTimeAsync(0)
    return heard
  }
  test('has died, where it does not take up the run', async () => {
    const heard = await asked()
    await vi.advanceTimersByTimeAsync(SILENT_MS)
    expect(heard.told).toEqual(['silent'])
  })
  test('may be long about building the machines', async () => {
    const heard = await asked()
    worker.say({ type: 'heartbeat', runId: 1, simulatedNs: 0 })
    await vi.advanceTimersByTimeAsync(SILENT_MS)
    expect(heard.told).toEqual([])
    await vi.advanceTimersByTimeAsync(3 * SILENT_MS)
    expect(heard.told).toContain('silent')
  })
  test('has died, once they stand', async () => {
    const heard = await asked()
    worker.say({ type: 'setup', runId: 1, setup: {} as never })
    await vi.advanceTimersByTimeAsync(SILENT_MS)
    expect(heard.told).toEqual(['silent'])
  })
})
