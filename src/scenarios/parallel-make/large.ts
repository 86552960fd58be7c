/** For tests and measurements: a makefile with very many targets, fifty objects to a library, all libraries to a program. */
import type { ScenarioDocument } from '../document/document.ts'
import { parallelMake } from './document.ts'

const EACH = 50
/** Of the world in which each processor asks; an edit has nothing to do with it. */
const PARTS = ['files', 'master', 'watcher', 'builder']

/** `objects` is a multiple of 50. No question, no story, no switch: a file that can be opened. */
export function largeMake(objects: number, processors: number): ScenarioDocument {
  const names = Array.from({ length: objects }, (_, i) => `f${i}.o`)
  const libraries = Array.from({ length: objects / EACH }, (_, i) => i)
  const makefile = [
    `prog: ${libraries.map((i) => `l${i}.a`).join(' ')}; ld -o $@ $^`,
    ...libraries.map(
      (i) => `l${i}.a: ${names.slice(i * EACH, (i + 1) * EACH).join(' ')}; ar r $@ $^`,
    ),
  ]
  const small = { filePages: 1, pageBytes: 512 }
  const its: Readonly<Record<string, object>> = {
    files: { blockBytes: 512, cacheKB: 0, times: 'off' },
    master: {
      ...small,
      makefile,
      set: [],
      order: 'as-given',
      touch: 'nothing',
      workers: 'machines',
    },
    builder: small,
  }
  const { pair: _, promisedWhen: __, figures: ___, ...most } = parallelMake
  const { sweeps: ____, swept: _____, ...rest } = most
  return {
    ...rest,
    id: 'large-make',
    title: `${objects} objects`,
    switches: [],
    story: [],
    predictions: [],
    kernel: {
      dialect: 'v',
      options: { ...parallelMake.kernel?.options, aliens: processors + 20, silenceMs: 20_000 },
    },
    hosts: parallelMake.hosts.flatMap((host) => {
      if (host.when) return []
      if (host.name === 'P') return { ...host, count: processors, spacing: 1 }
      if (!host.disk) return host
      const files = 2 * objects + libraries.length + 2
      const disk = { preset: 'constant', accessMs: 1, blockBytes: 512, files, filePages: 1 }
      return { ...host, disk }
    }),
    processes: parallelMake.processes
      .filter(({ name }) => PARTS.includes(name))
      .map(({ when: _, ...part }) => ({ ...part, args: { ...part.args, ...its[part.name] } })),
    checks: ['made-once', 'prerequisites-first'],
    metrics: parallelMake.metrics.filter(({ kind }) => kind === 'run'),
  }
}
