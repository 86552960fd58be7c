// The command as people type it: what it refuses, it refuses with one sentence and the number 2.
import { expect, test, vi } from 'vitest'
import { main } from './headless.ts'

const catching = (into: string[]) =>
  ((text: string) => into.push(text) > 0) as typeof process.stdout.write
const command = async (
  ...words: string[]
): Promise<{ status: number; out: string; err: string }> => {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(catching(out))
  vi.spyOn(process.stderr, 'write').mockImplementation(catching(err))
  const status = await main(words)
  vi.restoreAllMocks()
  return { status, out: out.join(''), err: err.join('') }
}

test.each([
  ['list', 'foo'],
  ['run', 'lost-reply', '--over', '1'],
  ['run', 'lost-reply', '--set', '__proto__=1'],
  ['run', 'lost-reply', '--set', 'constructor=1'],
  ['run', 'lost-reply', '--set', 'lossPercent=400'],
  ['run', 'lost-reply', '--file', 'package.json'],
  ['run', '--file', 'package.json', '--link', '#s=x'],
  ['run', '--file', 'README.md'],
  ['run', 'nowhere'],
  ['run', 'lost-reply', '--seed', '-1'],
  ['run', 'lost-reply', '--at', 'now:crash:S'],
  ['cuts'],
  ['cuts', 'page-read'],
  ['cuts', 'lost-reply', '--derived'],
  ['sweep', 'reply-implosion', '--plot'],
  ['sweep', 'reply-implosion', '--plot', 'beauty'],
  ['sweep', 'reply-implosion', '--plot', 'waiting-time', '--metric', 'firstReplyMs'],
  ['sweep', 'reply-implosion', '--plot', 'waiting-time', '--seeds', '0'],
  ['sweep', 'lost-reply', '--plot', 'waiting-time'],
  ['lab', 'nowhere'],
  ['lab', '--all'],
  ['dance'],
])('%s %s %s: one sentence, exit 2, nothing on stdout', async (...words) => {
  const { status, out, err } = await command(...words.filter(Boolean))
  expect(status).toBe(2)
  expect(out).toBe('')
  expect(err.trim().split('\n')).toHaveLength(1)
  const parts = err.trim().split(': ')
  expect(parts.filter((part, i) => i > 0 && part === parts[i - 1])).toEqual([])
})

test('every cut, as a table and as an object', async () => {
  const volatile = ['cuts', 'lost-reply', '--set', 'duplicateTable=volatile']
  const table = await command(...volatile)
  expect(table.status).toBe(1)
  expect(table.out).toMatch(/^lost-reply: crash of S at \d+ instants, 2 distinct states\n/)
  expect(table.out).toContain('executed-at-most-once broken in')
  const { status, out } = await command(...volatile, '--json')
  expect(status).toBe(1)
  const { counts, states, cuts } = JSON.parse(out)
  expect(counts).toMatchObject({ states: 2, brokenStates: 1, instants: cuts.length })
  // What it prints can be typed: the same run, by hand.
  const cut = cuts.find(({ state }: { state: number }) => state === states[1].state)
  const at = cut.at.flatMap((act: string) => ['--at', act])
  const run = await command('run', ...volatile.slice(1), ...at)
  expect(JSON.parse(run.out).metrics.executions).toBe(cut.state)
})

test('the parameters are what the switches say, however they were typed', async () => {
  const { status, out } = await command('run', 'message-exchange', '--set', 'clock=10', '--json')
  expect(status).toBe(0)
  expect(JSON.parse(out).parameters).toMatchObject({ clock: '10', clients: 1 })
})

test('a scenario’s own plot, as the page computes it', async () => {
  const words = ['sweep', 'reply-implosion', '--plot', 'waiting-time', '--seeds', '1']
  const { status, out } = await command(...words, '--json')
  expect(status).toBe(0)
  const { metrics, lines, seeds } = JSON.parse(out)
  expect(seeds).toEqual([1])
  expect(lines[5]).toMatchObject({ set: { nicBuffers: 32, jitter: 'on' } })
  for (const metric of metrics) expect(lines[5].points[metric]).toHaveLength(7)
  const { out: table } = await command(...words, '--csv')
  expect(table.trim().split('\n')).toHaveLength(1 + 3 * 6 * 7)
})

test('lab: the rows of the scenario that is named, and no other', async () => {
  const { status, out } = await command('lab', 'host-selection', '--json')
  const { rows } = JSON.parse(out) as { rows: { id: string; verdict: string }[] }
  expect(rows.length).toBeGreaterThan(2)
  for (const { id } of rows) expect(id).toMatch(/^host-selection/)
  expect(status).toBe(0)
})
