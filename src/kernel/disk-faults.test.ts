// Disks of a whole machine: what is done to them from outside, and what a program is told.
import { describe, expect, test } from 'vitest'
import { whatIf } from '../analysis/what-if.ts'
import { recordWords } from '../analysis/words.ts'
import { DiskEnd, Kind } from '../trace/kinds.ts'
import type { Intervention } from '../trace/tuple.ts'
import { records, room, type Trial, trial } from '../worker/trial.ts'

/** A file server that writes pages to its disk for ever, 25 ms an access. */
function writes(interventions: readonly Intervention[], disk: object = {}): Trial {
  const document = room({
    hosts: [
      { name: 'A', metre: 50 },
      {
        name: 'F',
        metre: 90,
        disk: { preset: 'constant', accessMs: 25, blockBytes: 512, ...disk },
      },
    ],
    processes: [
      { name: 'files', host: 'F', program: 'file-server', restarts: true },
      {
        name: 'client',
        host: 'A',
        startMs: 300,
        program: 'page-client',
        args: { server: { process: 'files' }, direction: 'write', pages: 4, pageBytes: 512 },
      },
    ],
  })
  return trial(document, { interventions })
}
const ends = ({ trace }: Trial) => records(trace, Kind.diskClose).map((i) => trace.a(i))
const ms = 1e6

/** The first write of the client’s page, from its beginning to its end. */
function firstWrite({ trace }: Trial) {
  const open = records(trace, Kind.diskOpen).find((i) => trace.a(i) === 9) as number
  return { from: trace.time(open), to: trace.time(trace.closeOf(open)) }
}
const clean = writes([])
const { to } = firstWrite(clean)

describe('power', () => {
  const cut = (time: number) => writes([{ time, action: 'crash', target: 'F' }])
  test('cut before the transfer, inside it and after it', () => {
    expect(ends(cut(to - 10 * ms)).at(-1)).toBe(DiskEnd.powerLost)
    expect(ends(cut(to - 100_000)).at(-1)).toBe(DiskEnd.torn)
    expect(ends(cut(to)).at(-1)).toBe(DiskEnd.done)
  })
  test('a processor that fails at the same instant tears nothing', () => {
    const halted = writes([{ time: to - 100_000, action: 'halt', target: 'F' }])
    expect(ends(halted).at(-1)).toBe(DiskEnd.done)
    expect(halted.summary.violations).toEqual([])
    expect(halted.summary.didNotApply).toEqual([])
    const words = records(halted.trace, Kind.crash).map((i) => recordWords(halted, i))
    expect(words).toEqual(['F’s processor fails: memory and processes are gone.'])
  })
  test('of a machine whose processor has failed can still be cut, and only once', () => {
    const both = writes([
      { time: to - 200_000, action: 'halt', target: 'F' },
      { time: to - 100_000, action: 'crash', target: 'F' },
      { time: to, action: 'crash', target: 'F' },
    ])
    expect(ends(both).at(-1)).toBe(DiskEnd.torn)
    expect(both.summary.didNotApply).toHaveLength(1)
    expect(records(both.trace, Kind.crash)).toHaveLength(1)
  })
  test('a processor that is started again finds its disk at work', () => {
    const again = writes([
      { time: to - 20 * ms, action: 'halt', target: 'F' },
      { time: to - 19 * ms, action: 'reboot', target: 'F' },
    ])
    expect(new Set(ends(again))).toEqual(new Set([DiskEnd.done]))
    expect(again.summary.violations).toEqual([])
  })
})

describe('a disk', () => {
  test('that decays, is lost or replaced answers its program so', () => {
    const decayed = writes([
      { time: 250 * ms, action: 'decay', target: 'F/disk', amount: 0 },
      { time: 260 * ms, action: 'reboot', target: 'F' },
    ])
    expect(ends(decayed)).toContain(DiskEnd.badChecksum)
    const lost = writes([{ time: to - 10 * ms, action: 'wreck', target: 'F/disk' }])
    expect(ends(lost).at(-1)).toBe(DiskEnd.diskLost)
    expect(lost.summary.didNotApply).toEqual([])
  })
  test('has a name of its own where there are several', () => {
    const { setup, trace } = writes([], { count: 2 })
    const disks = setup.hosts.find(({ name }) => name === 'F')?.disks ?? []
    expect(disks.map(({ entity, name }) => [trace.nameOf(entity), name])).toEqual([
      ['F/disk1', 'disk 1'],
      ['F/disk2', 'disk 2'],
    ])
  })
  test.each([
    ['decay', 'F/disk', 1e7, 'has the blocks 0 to'],
    ['decay', 'F/disk2', 1, 'names no disk'],
    ['wreck', 'A', undefined, 'names no disk'],
    ['halt', 'X', undefined, 'names no machine'],
  ])('%s of %s is refused: %s', (action, target, amount, sentence) => {
    const act = { time: 1, action, target, ...(amount === undefined ? {} : { amount }) }
    expect(() => writes([act])).toThrow(sentence)
  })
})

test('the menu of a disk offers what can be done to it', () => {
  const { trace, setup } = clean
  const menu = whatIf({ trace, setup, prefix: trace.length, time: to }, 'F/disk')
  expect(menu?.choices.map(({ intervention }) => intervention.action)).toEqual([
    'tear',
    'wreck',
    'replace',
    'crash',
    'halt',
    'reboot',
  ])
  for (const { intervention } of menu?.choices ?? [])
    expect(() => writes([intervention])).not.toThrow()
})
