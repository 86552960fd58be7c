/** A machine's memory and its disks at one instant: what a crash takes, and what it leaves. */
import { EntityType } from '../../trace/entities.ts'
import {
  BLOCK_ROLES,
  BLOCK_STATES,
  type BlockRole,
  type BlockState,
  DISK_STATES,
  Field,
  PROCESS_STATES,
} from '../../trace/fields.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { diskIndexOf, labelAt } from './disk-index.ts'

export interface RackBlock {
  readonly entity: EntityId
  readonly block: number
  readonly label: string
  readonly role: BlockRole
  readonly state: BlockState
  /** `100`; `torn`; `being written`. */
  readonly words: string
  /** The head is on its way to it, or over it, to write. */
  readonly writing: boolean
  /** The record that made it so; -1 where it was so from the start. */
  readonly changedAt: RecordIndex
}

export interface RackDisk {
  readonly entity: EntityId
  /** `Disk 1` */
  readonly name: string
  /** `idle`, `writes page A`, `survives`, `lost`. */
  readonly word: string
  readonly lost: boolean
  /** How many blocks have a name, and how many of them are not good. */
  readonly named: number
  readonly bad: number
  /** The first of them, in the order in which they were named: as many as anybody can look at. */
  readonly blocks: readonly RackBlock[]
}

/** A seek may not take longer the more blocks there are. */
export const BLOCKS_MAX = 64

export interface Rack {
  readonly host: EntityId
  /** Memory is there; a machine that has stopped has none. */
  readonly memory: boolean
  readonly disks: readonly RackDisk[]
}

const STATE_WORDS: Readonly<Record<BlockState, string>> = {
  good: '',
  torn: 'torn',
  decayed: 'decayed',
  blank: 'never written',
  lost: 'lost',
}

/** Null for a machine without disks, or whose programs have named no block yet. */
export function rackAt(trace: Trace, host: HostSetup, prefix: number): Rack | null {
  const { disks } = host
  // What no machine has is not looked for in all of a run.
  if (!disks) return null
  const index = diskIndexOf(trace, prefix)
  if (!disks.some(({ entity }) => index.namedOf(entity, prefix) > 0)) return null
  const on = trace.value(host.entity, Field.power, prefix) !== 0
  return {
    host: host.entity,
    memory: on,
    disks: disks.map(({ entity, name }) => diskAt(trace, { entity, name }, prefix)),
  }
}

/** How many rows the tallest disk of a machine ever has in the trace so far. */
export function rackRows(trace: Trace, host: HostSetup): number {
  if (!host.disks) return 0
  const index = diskIndexOf(trace, trace.length)
  return Math.max(0, ...host.disks.map(({ entity }) => index.blocksOf(entity).length))
}

function diskAt(
  trace: Trace,
  { entity, name }: { readonly entity: EntityId; readonly name: string },
  prefix: number,
): RackDisk {
  const index = diskIndexOf(trace, prefix)
  const lost = trace.value(entity, Field.diskHealth, prefix) === 1
  const state = DISK_STATES[trace.value(entity, Field.diskState, prefix) ?? 0] ?? 'idle'
  const open = state === 'idle' || state === 'off' ? undefined : index.lastAccess(entity, prefix)
  const writes = open !== undefined && trace.b(open) === 1
  const target = open === undefined ? -1 : trace.a(open)
  const blocks: RackBlock[] = []
  const named = index.namedOf(entity, prefix)
  for (const its of index.blocksOf(entity).slice(0, Math.min(named, BLOCKS_MAX))) {
    const label = labelAt(its, prefix)
    if (label === null) continue
    const block = { entity: its.entity, block: its.block, label }
    blocks.push(blockAt(trace, block, writes && its.block === target, prefix))
  }
  const under = open === undefined ? undefined : index.blockAt(entity, target)
  const busy = (under && labelAt(under, prefix)) ?? `block ${target}`
  const doing = open === undefined ? state : `${writes ? 'writes' : 'reads'} ${busy}`
  const word = lost ? 'lost' : state === 'off' ? 'survives' : doing
  const bad = index.badOf(entity, prefix)
  return { entity, name: capital(name), word, lost, named, bad, blocks }
}

function blockAt(
  trace: Trace,
  block: Pick<RackBlock, 'entity' | 'block' | 'label'>,
  writing: boolean,
  prefix: number,
): RackBlock {
  const { entity } = block
  const state = BLOCK_STATES[trace.value(entity, Field.blockState, prefix) ?? 0] ?? 'good'
  const hash = trace.value(entity, Field.blockContent, prefix) ?? 0
  const meaning = diskIndexOf(trace, prefix).meaning(entity, hash, prefix)
  const role = BLOCK_ROLES[trace.value(entity, Field.blockRole, prefix) ?? 0] ?? 'page'
  const changes = [Field.blockState, Field.blockContent]
    .map((field) => trace.lastChange(entity, field, prefix))
    .filter((record) => record !== NONE && trace.a(record) !== trace.b(record))
  return {
    ...block,
    role,
    state,
    words: state === 'good' ? (meaning ?? 'other bytes') : STATE_WORDS[state],
    writing,
    changedAt: Math.max(-1, ...changes),
  }
}

/** `account on Disk 1: torn`, with what is being done to it. */
export function blockSays(disk: RackDisk, block: RackBlock): string {
  const writing = block.writing ? ', being written' : ''
  return `${block.label} on ${disk.name}: ${block.words}${writing}`
}

/** What the programs of a machine show: it is in memory, and nowhere else. */
export function memoryOf(trace: Trace, host: EntityId, prefix: number): readonly MemoryItem[] {
  const items: MemoryItem[] = []
  for (const process of trace.childrenOf(host)) {
    if (trace.typeOf(process) !== EntityType.process) continue
    for (const variable of trace.childrenOf(process)) {
      if (trace.typeOf(variable) !== EntityType.variable) continue
      const text = trace.lastChange(variable, Field.text, prefix)
      const value = trace.lastChange(variable, Field.value, prefix)
      const last = text === NONE ? value : value === NONE ? text : Math.max(text, value)
      if (last === NONE || isOver(trace, process, prefix)) continue
      const words = last === text ? trace.string(trace.b(last)) : String(trace.b(last))
      items.push({ entity: variable, name: trace.localName(variable), words, changedAt: last })
    }
  }
  return items
}

export interface MemoryItem {
  readonly entity: EntityId
  readonly name: string
  readonly words: string
  readonly changedAt: RecordIndex
}

function isOver(trace: Trace, process: EntityId, prefix: number): boolean {
  return trace.value(process, Field.state, prefix) === DEAD
}
const DEAD = PROCESS_STATES.indexOf('dead')

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
