/** Each checker of the moves, on a kernel in which one step is taken out or put elsewhere: it must notice. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import { FakeRun } from './fake-run.ts'
import { framesPerPageExact } from './frames-per-page.ts'
import { straightToPlace } from './straight-to-place.ts'

type Switches = Readonly<Record<string, string | number>>
type Original = () => Promise<Record<string, unknown>>
const lost = { time: 0, action: 'lose', target: 'W.loader/send1/DATA.3' }

/** Violated checks of a scenario's run, everything loaded anew so that what is mocked is in it. */
async function broken(id: string, switches: Switches, interventions = [] as (typeof lost)[]) {
  const { trial } = await import('../worker/trial.ts')
  const { libraryDocument } = await import('../scenarios/catalogue.ts')
  const document = libraryDocument(id)
  if (!document) throw new Error(`There is no ${id}.`)
  const { summary } = trial(document, { switches, interventions })
  return new Set(summary.violations.map(({ check }) => check))
}
function mutate(path: string, change: (original: Record<string, unknown>) => object): void {
  vi.resetModules()
  vi.doMock(path, async (original: Original) => {
    const module = await original()
    return { ...module, ...change(module) }
  })
}
afterEach(() => {
  vi.doUnmock('../kernel/grants.ts')
  vi.doUnmock('../kernel/arrival.ts')
  vi.doUnmock('../kernel/data-in.ts')
  vi.resetModules()
})

describe('as it is', () => {
  test.each([
    ['page-read', {}],
    ['page-read', { segments: 'off', direction: 'write' }],
    ['program-load', { transferKB: 8 }],
  ] as const)('%s, %j: nothing is broken', async (id, switches) => {
    expect(await broken(id, switches)).toEqual(new Set())
    if (id === 'program-load') expect(await broken(id, switches, [lost])).toEqual(new Set())
  })
})

describe('segment-bounds', () => {
  test('notices a kernel that lets every move through', async () => {
    mutate('../kernel/grants.ts', () => ({ refusalOf: () => null, outsideGrant: () => null }))
    expect(await broken('page-read', { trespass: 'outside' })).toContain('segment-bounds')
  })
})

describe('same-bytes', () => {
  test('notices a reply whose page is not put in its place', async () => {
    mutate('../kernel/grants.ts', () => ({ placeSegment: () => true }))
    expect(await broken('page-read', {})).toContain('same-bytes')
  })
  test('notices a receiver that counts packets and does not look which', async () => {
    mutate('../kernel/arrival.ts', ({ Arrival }) => ({
      Arrival: class extends (Arrival as new (
        ...all: never[]
      ) => { next: number; packets: number }) {
        take(packet: number) {
          this.next = packet + 1
          return 'new'
        }
      },
    }))
    const switches = { transferKB: 8, onError: 'selective' }
    expect(await broken('program-load', switches, [lost])).toContain('same-bytes')
  })
})

describe('frames-per-page', () => {
  test('notices a Send that leaves its segment behind', async () => {
    mutate('../kernel/grants.ts', () => ({ firstPart: () => null }))
    const page = await broken('page-read', { direction: 'write', pageBytes: 512 })
    expect(page).toContain('frames-per-page')
  })
})

describe('one-acknowledgement', () => {
  test('notices a blast that asks with every packet', async () => {
    mutate('../kernel/arrival.ts', () => ({}))
    vi.doMock('../kernel/options.ts', async (original: Original) => original())
    const { trial } = await import('../worker/trial.ts')
    const { libraryDocument } = await import('../scenarios/catalogue.ts')
    const document = libraryDocument('program-load')
    if (!document) throw new Error('There is no program-load.')
    const options = { ...document.kernel?.options, bulk: 'window' }
    const asking = { ...document, kernel: { dialect: 'v' as const, options } }
    const { summary } = trial(asking, { switches: { transferKB: 8 } })
    expect(summary.violations.map(({ check }) => check)).toContain('one-acknowledgement')
  })
})

describe('straight-to-place', () => {
  const DATA = 'A.client/send1/DATA.1'
  const begun = () =>
    new FakeRun()
      .check(straightToPlace)
      .emit(Kind.packetOut, DATA, PacketType.DATA)
      .at(10)
      .emit(Kind.packetIn, DATA)
  test('is content with what is placed, or dropped, at once', () => {
    const placed = begun().emit(Kind.placed, DATA)
    placed.end()
    const dropped = begun().emit(Kind.ignored, DATA)
    dropped.end()
    expect([placed.told, placed.exercised, dropped.told]).toEqual([[], 1, []])
  })
  test('notices a packet that is kept, and one that is never used', () => {
    const kept = begun().at(30).emit(Kind.placed, DATA)
    kept.end()
    const forgotten = begun()
    forgotten.end()
    expect(kept.told).toEqual([`${DATA} was kept for 20 ns before it was used.`])
    expect(forgotten.told).toEqual([`${DATA} was taken up and never put in its place.`])
  })
})

describe('what excuses', () => {
  test('frames-per-page: power that was lost', () => {
    const page = (crash: boolean) => {
      const run = new FakeRun({ switches: { segments: 'on', pageBytes: 512 } })
      run.check(framesPerPageExact).emit(Kind.granted, 'A.client/send1')
      for (const n of [1, 2, 3]) run.emit(Kind.packetOut, `A.client/send1/SEND.${n}`)
      if (crash) run.emit(Kind.crash, 'B')
      return run.emit(Kind.sendClose, 'A.client/send1', SendResult.replied).told.length
    }
    expect([page(true), page(false)]).toEqual([0, 1])
  })
  test('one-acknowledgement: a packet that comes after its move is over', async () => {
    const switches = { transferKB: 8, onError: 'selective' }
    const late = { ...lost, action: 'delay', amount: 300_000 }
    expect(await broken('program-load', switches, [late])).toEqual(new Set())
  })
})
