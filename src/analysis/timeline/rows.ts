/** Which rows are on the screen and where: machines, an opened one's processes, processor and wire. */
import type { Layer } from '../../trace/record.ts'
import type { TimelineIndex } from './index.ts'
import { type DiskTrack, type HostTrack, isQuiet, type ProcessTrack } from './tracks.ts'

export type RowKind =
  | 'lane'
  | 'branch'
  | 'process'
  | 'processor'
  | 'disk'
  | 'wire'
  | 'quiet'
  | 'divide'

export interface Row {
  readonly kind: RowKind
  /** Which run of two: 0 or 1. */
  readonly future: number
  readonly host: HostTrack | null
  readonly process: ProcessTrack | null
  /** Of a disk's row. */
  readonly disk?: DiskTrack
  /** First row of its machine: carries the machine's name. */
  readonly first: boolean
  readonly y: number
  readonly height: number
  /** What stands beside the machine's name. */
  readonly label: string
}

export interface RowSizes {
  readonly lane: number
  readonly process: number
  readonly sub: number
  readonly divide: number
}

export interface LayoutAsk {
  readonly layer: Layer
  readonly from: number
  readonly to: number
  readonly isOpen: (host: HostTrack) => boolean
  /** Machines that were on the screen stay there: lanes must not come and go while time plays. */
  readonly keep: ReadonlySet<string>
  /** One lane for each machine, nothing opens. */
  readonly narrow: boolean
  readonly sizes: RowSizes
}

export interface Layout {
  readonly rows: readonly Row[]
  readonly height: number
  /** By future and name, for `keep`. */
  readonly shown: ReadonlySet<string>
}

export function keepKey(future: number, host: HostTrack): string {
  return `${future} ${host.name}`
}

/** A process with nothing to show has no row of its own, unless its machine has no other. */
function processRows(host: HostTrack): ProcessTrack[] {
  const busy = host.processes.filter((p) => p.sends.count + p.serves.count + p.runs.count > 0)
  return busy.length > 0 ? busy : host.processes.slice(0, 1)
}

type RowWish = Omit<Row, 'y' | 'height' | 'future'> & { height: number }

function rowsOfHost(host: HostTrack, ask: LayoutAsk, alone: boolean): RowWish[] {
  const { sizes } = ask
  if (ask.narrow || !ask.isOpen(host))
    return [
      { kind: 'lane', host, process: null, first: true, label: host.role, height: sizes.lane },
    ]
  const listed = processRows(host)
  const rows: RowWish[] = listed.map((process, i) => ({
    kind: 'process',
    host,
    process,
    first: i === 0,
    label: process.name,
    height: sizes.process,
  }))
  const sub = { host, process: null, height: sizes.sub }
  if (host.branches.count > 0)
    rows.push({ kind: 'branch', first: rows.length === 0, label: 'transaction', ...sub })
  const disks: RowWish[] = host.disks
    .filter(({ spans }) => spans.count > 0)
    .map((disk) => ({ kind: 'disk', first: false, label: disk.name, disk, ...sub }))
  if (ask.layer === 'transaction' && rows.length > 0) return [...rows, ...disks]
  if (!host.station)
    rows.push({ kind: 'processor', first: rows.length === 0, label: 'processor', ...sub })
  rows.push(...disks)
  // Nobody else is on the cable of a machine that stands alone.
  if (alone && rows.length > 0) return rows
  const first = rows.length === 0
  // Where it is the only row it carries the machine's name, which is pressed.
  const height = first ? sizes.lane : sizes.sub
  rows.push({ kind: 'wire', first, label: 'wire', ...sub, height })
  return rows
}

/** "2 quiet machines: P, G"; many are counted, not listed. */
export function quietWords(names: readonly string[]): string {
  const listed = names.length > 8 ? '' : `: ${names.join(', ')}`
  return `${names.length} quiet machine${names.length === 1 ? '' : 's'}${listed}`
}

export function layout(indexes: readonly TimelineIndex[], ask: LayoutAsk): Layout {
  const rows: Row[] = []
  const shown = new Set<string>()
  let y = 0
  const put = (future: number, wish: RowWish): void => {
    rows.push({ ...wish, future, y })
    y += wish.height
  }
  indexes.forEach((index, future) => {
    if (future > 0)
      put(future, {
        kind: 'divide',
        host: null,
        process: null,
        first: false,
        label: '',
        height: ask.sizes.divide,
      })
    const quiet: string[] = []
    for (const host of index.hosts) {
      const key = keepKey(future, host)
      if (!ask.keep.has(key) && isQuiet(host, ask.from, ask.to)) {
        quiet.push(host.name)
        continue
      }
      shown.add(key)
      for (const wish of rowsOfHost(host, ask, index.hosts.length === 1)) put(future, wish)
    }
    if (quiet.length > 0)
      put(future, {
        kind: 'quiet',
        host: null,
        process: null,
        first: false,
        label: quietWords(quiet),
        height: ask.sizes.sub,
      })
  })
  return { rows, height: y, shown }
}
