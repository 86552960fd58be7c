/**
 * A store's own few names, each for one version. All of them stand in one block, of which there are two that are
 * written in turn: a power cut in the middle of one leaves the other, with the names as they were.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { DiskRead, DiskWrite, NameBlock, NameContent } from '../../kernel/system-calls.ts'
import { State } from '../../kernel/things.ts'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { type Names, NO_NAMES, nameBlocks, namesMax, namesOf, readNames } from './disk-layout.ts'
import { versionName } from './identifiers.ts'

/** Of the first name the stage shows what it denotes: it is on the disk, and outlives a crash. */
const SHOWN = 1
export const NAME_THING = { type: 'copy', name: 'name' } as const
/** Of a reader, what it has read: gone with its memory. */
export const FILE_THING = { type: 'copy', name: 'file' } as const

/** For the onlooker: what a name denotes at this server from now on. */
export function* tellName(name: number, version: number): Step<void> {
  yield* Tell(Kind.nameLinked, null, name, version)
  if (name === SHOWN) yield* State(NAME_THING, Field.denotes, version, null)
}

export class NameTable {
  private readonly slots: number
  private names: Names

  private constructor(slots: number, names: Names) {
    this.slots = slots
    this.names = names
  }

  static *mount(slots: number): Step<NameTable> {
    let newest = NO_NAMES
    for (const [i, block] of nameBlocks(slots).entries()) {
      yield* NameBlock(block, `names ${i + 1}`)
      const found = readNames((yield* DiskRead(block)).bytes)
      if (found.number > newest.number) newest = found
    }
    const table = new NameTable(slots, newest)
    for (const [name, version] of newest.versions) yield* tellName(name, version)
    return table
  }

  /** 0 where it denotes nothing. */
  get(name: number): number {
    return this.names.versions.get(name) ?? 0
  }

  /** A version of 0 takes the name away. False where there is no room or no disk. */
  *link(name: number, version: number, blockBytes: number): Step<boolean> {
    const versions = new Map(this.names.versions)
    if (version === 0) versions.delete(name)
    else versions.set(name, version)
    if (versions.size > namesMax(blockBytes)) return false
    const next: Names = { number: this.names.number + 1, versions }
    const block = nameBlocks(this.slots)[next.number % 2] as number
    const bytes = namesOf(next)
    const says = [...versions].map(([each, its]) => `${each} → ${versionName(its)}`).join(', ')
    yield* NameContent(block, bytes, says || 'none')
    if ((yield* DiskWrite(block, bytes)).status !== 'good') return false
    this.names = next
    yield* tellName(name, version)
    return true
  }

  get denoted(): ReadonlySet<number> {
    return new Set(this.names.versions.values())
  }
}
