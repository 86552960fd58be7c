/** Lines of a golden trace that are about files that never change, and their names. */
import { DirectoryMode, Kind, VersionEnd, VersionRead } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const by =
  (what: (record: TraceRecord) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record)]
const version = (id: number) => `version ${id.toString(16)}`
const word = (values: Readonly<Record<string, number>>, value: number) =>
  Object.keys(values).find((key) => values[key] === value) ?? String(value)

export const VERSION_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.storeMounted, by(({ a }) => `has ${a} versions on its disk`)],
  [Kind.versionFound, by(({ a }) => `finds ${version(a)}`)],
  [Kind.versionCommitted, by(({ a, b }) => `commits ${version(a)}${b === 1 ? '' : ' in memory'}`)],
  [Kind.versionOnDisk, by(({ a }) => `${version(a)} is on the disk`)],
  [Kind.versionGone, by(({ a, b }) => `${version(a)} is gone: ${word(VersionEnd, b)}`)],
  [Kind.versionMissing, by(({ a }) => `has no ${version(a)}`)],
  [Kind.nameLinked, by(({ a, b }) => `name ${a} denotes ${b === 0 ? 'nothing' : version(b)}`)],
  [Kind.versionReading, by(({ a }) => `reads ${version(a)}`)],
  [Kind.versionRead, by(({ a, b }) => `has read ${version(a)}: ${word(VersionRead, b)}`)],
  [Kind.saveBegun, by(({ a, b }) => `saves name ${b}, save ${a}`)],
  [Kind.saveEnded, by(({ b }) => `has saved ${b === 0 ? 'nothing' : version(b)}`)],
  [Kind.basedOn, by(({ a, b }) => `has made ${version(a)} from ${version(b)}`)],
  [Kind.intentionKept, by(({ a, b }) => `keeps update ${a}${b === 1 ? '' : ' of its partner'}`)],
  [Kind.rolledForward, by(({ a, b }) => `carries out update ${a}${b === 1 ? ' again' : ''}`)],
  [Kind.swapRefused, by(({ a, b }) => `refuses: name ${a} denotes ${version(b)}`)],
  [Kind.directoryMode, by(({ a }) => `serves: ${word(DirectoryMode, a)}`)],
  [Kind.partnerSilent, by(() => 'hears nothing from its partner')],
  [Kind.keepsAlike, by(({ a }) => `keeps copies of ${version(a)} alike`)],
]
