/**
 * Each scenario's default run, written out: golden.txt beside its document. A change of it is a change of the run
 * and bumps the scenario's revision. `UPDATE_GOLDEN=1` writes it anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Layer } from '../trace/record.ts'
import { trial } from '../worker/trial.ts'
import { library } from './catalogue.ts'
import { GOLDEN_LINES_MAX, goldenLines } from './golden.ts'

/** The layer on which a scenario's lesson is to be read, where it is not the packets'. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'intentions-list': 'message',
  'ethernet-collision': 'frame',
  'ethernet-under-load': 'frame',
  'program-load': 'message',
  'name-lookup': 'message',
  'file-server-cache': 'message',
  'stale-cache': 'message',
  'remote-disk-beats-local': 'message',
  'host-selection': 'message',
  'job-as-a-group': 'message',
  'two-phase-commit': 'message',
  'coordinator-in-doubt': 'message',
  'half-done-work': 'message',
  'price-of-consistency': 'message',
  'immutable-versions': 'message',
  'remote-execution': 'message',
  'processor-pool': 'transaction',
  'parallel-make': 'message',
  pipeline: 'message',
  'swap-the-name': 'message',
  'process-migration': 'message',
}

/** Where a run begins to be told, ms, for one whose lesson comes after a long while of something else. */
const FROM_MS: Readonly<Record<string, number>> = {
  'host-selection': 5000,
  'job-as-a-group': 90,
  'process-migration': 6760,
  'immutable-versions': 4000,
  'parallel-make': 2300,
  'swap-the-name': 4050,
}

/** A run of thousands of frames is told as far as one can read, and held to the rest by the run’s part of its fingerprint. */
function shortened(lines: readonly string[], fingerprint: string): readonly string[] {
  const left = lines.length - GOLDEN_LINES_MAX
  return left <= 0
    ? lines
    : [...lines.slice(0, GOLDEN_LINES_MAX - 1), `… ${left + 1} more; fingerprint ${fingerprint}`]
}

describe.each(library.map((document) => [document.id, document] as const))('%s', (id, document) => {
  const layer = LAYERS[id] ?? 'packet'
  const { trace, summary } = trial(document)
  const from = FROM_MS[id] === undefined ? '' : `, from ${FROM_MS[id]} ms`
  const title = `${id}@${document.revision}, seed 1, ${layer} layer${from}`
  const lines = shortened(
    [title, ...goldenLines(trace, layer, (FROM_MS[id] ?? 0) * 1e6)],
    summary.fingerprint.split('·')[1] as string,
  )

  test('runs as written down', () => {
    const file = new URL(`${id}/golden.txt`, import.meta.url)
    const text = `${lines.join('\n')}\n`
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text)
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text)
  })

  test('is short enough to be read', () => {
    expect(lines.length).toBeLessThanOrEqual(GOLDEN_LINES_MAX)
  })
})
