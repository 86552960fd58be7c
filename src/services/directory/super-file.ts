/**
 * What a directory server keeps on its disk: a first block, which there is twice and which is written in turn, and a
 * block for each name. The first block says how many updates there have been, whether there are two copies of the
 * directory, and what the last update was to make of which names: when it is written, the update has happened. The
 * blocks of the names follow, and are written again by a start that finds they may not have been.
 */
import type { Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { DiskRead, DiskWrite, NameBlock, NameContent, Show } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { versionName } from '../immutable-store/identifiers.ts'
import { tellName } from '../immutable-store/names.ts'
import { isSame, type Row, rowsIn, rowsToBytes } from './rows.ts'

const FIRST = 0x50a9
const NAME = 0x50aa
const HEAD_BYTES = 12
/** Blocks before those of the names. */
const FIRST_BLOCKS = 2

interface First {
  /** Which writing of the two this is: the higher number is the newer. */
  readonly number: number
  /** Updates so far. */
  readonly updates: number
  readonly copies: 1 | 2
  /** What the last update makes of which names, until their blocks say so. */
  readonly intention: readonly Row[]
}

function firstBlock({ number, updates, copies, intention }: First): Uint8Array {
  const rows = rowsToBytes(intention)
  const bytes = new Uint8Array(HEAD_BYTES + rows.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, FIRST)
  view.setUint32(2, number)
  view.setUint32(6, updates)
  view.setUint16(10, copies)
  bytes.set(rows, HEAD_BYTES)
  return bytes
}
function readFirst(block: Uint8Array | null): First | null {
  if (!block) return null
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  if (view.getUint16(0) !== FIRST) return null
  return {
    number: view.getUint32(2),
    updates: view.getUint32(6),
    copies: view.getUint16(10) === 1 ? 1 : 2,
    intention: rowsIn(block, HEAD_BYTES),
  }
}
function nameBlock(row: Row): Uint8Array {
  const rows = rowsToBytes([row])
  const bytes = new Uint8Array(2 + rows.length)
  new DataView(bytes.buffer).setUint16(0, NAME)
  bytes.set(rows, 2)
  return bytes
}
function readName(block: Uint8Array | null): Row | undefined {
  if (!block) return undefined
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  return view.getUint16(0) === NAME ? rowsIn(block, 2)[0] : undefined
}

export interface Keeping {
  /** Names from 1 on that there may be. */
  readonly names: number
  /** Of a disk that is new. */
  readonly copies: 1 | 2
  /** Whether an intention says what becomes of a name, or what is to be done to it. */
  readonly intentions: 'absolute' | 'relative'
}

export class SuperFile {
  private readonly keeping: Keeping
  private first: First
  private readonly table = new Map<number, Row>()

  private constructor(keeping: Keeping, first: First) {
    this.keeping = keeping
    this.first = first
  }

  /** Reads the disk, and carries out what the last life may not have. Null without a disk. */
  static *mount(keeping: Keeping): Step<SuperFile | null> {
    let newest: First | null = null
    for (let block = 0; block < FIRST_BLOCKS; block++) {
      yield* NameBlock(block, `first block ${'ab'[block]}`, 1, 'flag')
      const read = yield* DiskRead(block)
      if (read.status === 'absent' || read.status === 'lost') return null
      const found = readFirst(read.bytes)
      if (found && found.number > (newest?.number ?? -1)) newest = found
    }
    const { copies } = keeping
    const fresh: First = { number: 0, updates: 0, copies, intention: [] }
    const file = new SuperFile(keeping, newest ?? fresh)
    for (let name = 1; name <= keeping.names; name++) {
      yield* NameBlock(FIRST_BLOCKS + name - 1, `name ${name}`)
      const row = readName((yield* DiskRead(FIRST_BLOCKS + name - 1)).bytes)
      if (row) file.table.set(name, row)
    }
    for (const row of file.first.intention) file.table.set(row.name, row)
    yield* file.rollForward(true)
    for (const { name, versions } of file.rows) {
      yield* tellName(name, versions[0] ?? 0)
      yield* Show(`name ${name}`, setName(versions))
    }
    return file
  }

  get updates(): number {
    return this.first.updates
  }
  get copies(): 1 | 2 {
    return this.first.copies
  }
  get rows(): readonly Row[] {
    return [...this.table.values()]
  }
  get(name: number): Row {
    return this.table.get(name) ?? { name, versions: [], swaps: 0 }
  }
  has(name: number): boolean {
    return Number.isInteger(name) && name >= 1 && name <= this.keeping.names
  }

  private *writeFirst(next: Omit<First, 'number'>): Step<boolean> {
    const first = { ...next, number: this.first.number + 1 }
    const bytes = firstBlock(first)
    const block = first.number % FIRST_BLOCKS
    const rows = first.intention.map(({ name, versions }) => `${name} → ${setName(versions)}`)
    yield* NameContent(block, bytes, `update ${first.updates}${rows.length > 0 ? `: ${rows}` : ''}`)
    if ((yield* DiskWrite(block, bytes)).status !== 'good') return false
    this.first = first
    return true
  }

  /** The update that these rows are: from here on it has happened. False where the disk does not take it. */
  *keep(rows: readonly Row[], copies: 1 | 2, isOwn: boolean): Step<boolean> {
    const updates = this.updates + 1
    if (!(yield* this.writeFirst({ updates, copies, intention: rows }))) return false
    yield* Tell(Kind.intentionKept, null, updates, isOwn ? 1 : 0)
    for (const row of rows) {
      this.table.set(row.name, row)
      yield* tellName(row.name, row.versions[0] ?? 0)
      yield* Show(`name ${row.name}`, setName(row.versions))
    }
    return true
  }

  /** Brings the blocks of the names up to the first block; to do it twice is the same as once. */
  *rollForward(again: boolean): Step<void> {
    const { intention, updates, copies } = this.first
    if (intention.length === 0) return
    for (const row of intention) if (!(yield* this.writeRow(row))) return
    if (!(yield* this.writeFirst({ updates, copies, intention: [] }))) return
    yield* Tell(Kind.rolledForward, null, updates, again ? 1 : 0)
  }

  private *writeRow(row: Row): Step<boolean> {
    const block = FIRST_BLOCKS + row.name - 1
    const there =
      this.keeping.intentions === 'relative' ? readName((yield* DiskRead(block)).bytes) : null
    const written = there === null ? row : { ...row, swaps: (there?.swaps ?? 0) + 1 }
    const bytes = nameBlock(written)
    yield* NameContent(block, bytes, setName(row.versions))
    return (yield* DiskWrite(block, bytes)).status === 'good'
  }

  /** Takes over what another server has. Until the end of it, a start finds this one in need of the other. */
  *replaceBy(rows: readonly Row[], updates: number): Step<boolean> {
    if (!(yield* this.become(2))) return false
    const theirs = new Map(rows.map((row) => [row.name, row]))
    for (let name = 1; name <= this.keeping.names; name++) {
      const row = theirs.get(name) ?? { name, versions: [], swaps: 0 }
      const mine = this.get(name)
      if (isSame(mine.versions, row.versions) && mine.swaps === row.swaps) continue
      if (!(yield* this.writeRow(row))) return false
      this.table.set(name, row)
      yield* tellName(name, row.versions[0] ?? 0)
      yield* Show(`name ${name}`, setName(row.versions))
    }
    return yield* this.writeFirst({ updates, copies: 2, intention: [] })
  }

  /** From here on there are so many copies of the directory. */
  *become(copies: 1 | 2): Step<boolean> {
    const { updates, intention } = this.first
    return copies === this.copies || (yield* this.writeFirst({ updates, copies, intention }))
  }
}

function setName(versions: readonly number[]): string {
  return versions.length === 0 ? 'nothing' : versions.map(versionName).join(' or ')
}
