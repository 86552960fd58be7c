/** What two futures have on their disks and in their promises at one instant, side by side. */
import type { RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { type LampState, lampsAt } from '../lamps.ts'
import { rackAt } from './rack.ts'

export interface Future {
  readonly trace: Trace
  readonly setup: RunSetup
  /** Records up to the cursor. */
  readonly prefix: number
}

export interface BlockRow {
  /** `commit flag, Disk 1 of F` */
  readonly label: string
  readonly one: string
  readonly two: string
  readonly differs: boolean
}

/** Every block that either future has a name for; a machine that only one of them has is left out. */
export function blockRows(one: Future, two: Future): readonly BlockRow[] {
  const second = blocksOf(two)
  return [...blocksOf(one)].flatMap(([label, words]): BlockRow[] => {
    const other = second.get(label)
    return other === undefined ? [] : [{ label, one: words, two: other, differs: words !== other }]
  })
}

function blocksOf({ trace, setup, prefix }: Future): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const racks = setup.hosts.flatMap((host) => {
    const rack = rackAt(trace, host, prefix)
    return rack ? [{ host: host.name, rack }] : []
  })
  for (const { host, rack } of racks) {
    const of = racks.length > 1 ? ` of ${host}` : ''
    for (const disk of rack.disks)
      for (const { label, words } of disk.blocks)
        found.set(`${label}, ${disk.name.toLowerCase()}${of}`, words)
    found.set(`memory${of}`, rack.memory ? 'there' : 'lost')
  }
  return found
}

export interface PromiseRow {
  readonly id: string
  readonly one: LampState
  readonly two: LampState
}

export function promiseRows(one: Future, two: Future): readonly PromiseRow[] {
  const second = new Map(lampsAt(two, two.prefix).map((lamp) => [lamp.id, lamp.state]))
  return lampsAt(one, one.prefix).flatMap(({ id, state }) => {
    const other = second.get(id)
    return other === undefined ? [] : [{ id, one: state, two: other }]
  })
}
