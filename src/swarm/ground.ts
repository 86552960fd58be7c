/** What there is to strike in a scenario, and when something happens there: from one run without faults. */
import { EntityType } from '../trace/entities.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'

export interface Ground {
  readonly hosts: readonly { readonly name: string; readonly metre: number }[]
  readonly disks: readonly GroundDisk[]
  readonly metres: number
  /** ns at which something happened, in order, each once. */
  readonly instants: readonly number[]
  readonly frames: number
  /** ns of the last of them. */
  readonly endNs: number
  /** Writes of its disks: from the command to the last bit. */
  readonly writes: readonly {
    readonly host: string
    readonly fromNs: number
    readonly toNs: number
  }[]
}
export interface GroundDisk {
  readonly name: string
  /** Blocks that were touched, in the order of their first time. */
  readonly blocks: readonly number[]
}

const HAPPENS = [
  Kind.sendOpen,
  Kind.sendClose,
  Kind.received,
  Kind.replied,
  Kind.executed,
  Kind.packetOut,
  Kind.packetIn,
  Kind.burstOpen,
  Kind.burstClose,
  Kind.diskOpen,
  Kind.diskClose,
]
const WRITE = 1

/** Watches a run; the answer is complete when the run is. */
export function watchGround(context: FoldContext): () => Ground {
  const { setup } = context
  const instants: number[] = []
  const writes: Ground['writes'][number][] = []
  const writing = new Map<EntityId, number>()
  const blocks = new Map<EntityId, Set<number>>()
  let frames = 0
  context.observe(HAPPENS, ({ time }) => {
    if (instants[instants.length - 1] !== time) instants.push(time)
  })
  context.observe([Kind.packetOut], () => {
    frames++
  })
  context.observe([Kind.diskOpen, Kind.diskClose], ({ kind, entity, time, a, b }) => {
    if (kind === Kind.diskOpen) {
      if (b === WRITE) writing.set(entity, time)
      const its = blocks.get(entity) ?? new Set<number>()
      blocks.set(entity, its.add(a))
      return
    }
    const fromNs = writing.get(entity)
    writing.delete(entity)
    if (fromNs !== undefined) writes.push({ host: hostOf(context, entity), fromNs, toNs: time })
  })
  return () => ({
    ...placesOf(setup),
    disks: [...blocks].map(([disk, its]) => ({ name: context.nameOf(disk), blocks: [...its] })),
    instants,
    frames,
    endNs: instants[instants.length - 1] ?? 0,
    writes,
  })
}

function placesOf({ hosts, cable }: RunSetup): Pick<Ground, 'hosts' | 'metres'> {
  return { hosts: hosts.map(({ name, metre }) => ({ name, metre })), metres: cable.metres }
}

function hostOf(context: FoldContext, entity: EntityId): string {
  let at = entity
  while (at !== NONE && context.typeOf(at) !== EntityType.host) at = context.parentOf(at)
  return at === NONE ? '' : context.localName(at)
}
