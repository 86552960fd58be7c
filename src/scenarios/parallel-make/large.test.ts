// A makefile of ten thousand targets on 256 machines: it is made, and each target once.
import { expect, test } from 'vitest'
import { trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { parallelMake } from './document.ts'

const TARGETS = Number(process.env.MAKE_TARGETS ?? 500)
const EACH = 50

function large(targets: number, processors: number): ScenarioDocument {
  const names = Array.from({ length: targets }, (_, i) => `f${i}.o`)
  const libraries = Array.from({ length: targets / EACH }, (_, i) => i)
  const makefile = [
    `prog: ${libraries.map((i) => `l${i}.a`).join(' ')}; ld -o $@ $^`,
    ...libraries.map(
      (i) => `l${i}.a: ${names.slice(i * EACH, (i + 1) * EACH).join(' ')}; ar r $@ $^`,
    ),
  ]
  const small = { filePages: 1, pageBytes: 512 }
  const its: Readonly<Record<string, object>> = {
    files: { blockBytes: 512 },
    master: { ...small, makefile, set: [] },
    builder: small,
  }
  return {
    ...parallelMake,
    kernel: {
      dialect: 'v',
      options: { ...parallelMake.kernel?.options, aliens: processors + 20 },
    },
    hosts: parallelMake.hosts.map((host) => {
      if (host.name === 'P') return { ...host, count: processors, spacing: 1 }
      if (!host.disk) return host
      const files = 2 * targets + libraries.length + 2
      const disk = { preset: 'constant', accessMs: 1, blockBytes: 512, files, filePages: 1 }
      return { ...host, disk }
    }),
    processes: parallelMake.processes.map((part) => ({
      ...part,
      args: { ...part.args, ...its[part.name] },
    })),
    checks: ['made-once', 'prerequisites-first'],
    metrics: parallelMake.metrics.filter(({ kind }) => kind === 'run'),
  }
}

test(`${TARGETS} targets on 256 machines`, () => {
  const { summary } = trial(large(TARGETS, 256), {}, 'nothing')
  expect(summary.endReason).toBe('quiescent')
  expect(summary.metrics).toMatchObject({ targetsRebuilt: 0, criticalPathSeconds: 9 })
  const { makespanSeconds, workSeconds } = summary.metrics
  expect(Number(makespanSeconds)).toBeGreaterThan(Number(workSeconds) / 256)
})
