/**
 * A server’s copy on its disk. Two blocks take turns, so that a write which the power cuts short leaves the version
 * before it. What memory has is what the disk has: nothing is answered for before it is written.
 */
import type { Step } from '../../engine/program.ts'
import { DiskRead, DiskWrite, Show } from '../../kernel/system-calls.ts'
import { Notice, State } from '../../kernel/things.ts'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { CopyFound } from '../../trace/kinds-copies.ts'
import { logBlock, readLogBlock } from '../log/log-block.ts'
import { COPY, type Copy, ORIGINAL, type Version } from './copy.ts'

const FIRST_BLOCK = 0
/** Bytes of a block that are used: room for a message’s text. */
const BYTES = 64
const COPY_RECORD = 1

const blockOf = (version: Version) => FIRST_BLOCK + (version % 2)

export class CopyStore {
  copy: Copy
  /** Both blocks could be read, so that nothing it ever stored is missing. */
  readonly isWhole: boolean

  private constructor(copy: Copy, isWhole: boolean) {
    this.copy = copy
    this.isWhole = isWhole
  }

  /** Reads back what is there. Null without a disk. */
  static *open(): Step<CopyStore | null> {
    let newest = ORIGINAL
    let isWhole = true
    for (const block of [FIRST_BLOCK, FIRST_BLOCK + 1]) {
      const { status, bytes } = yield* DiskRead(block)
      if (status === 'absent' || status === 'lost') return null
      if (!bytes) isWhole = false
      const found = bytes && readLogBlock(bytes.slice(0, BYTES), 1)?.[0]
      if (found && found.transaction > newest.version)
        newest = { version: found.transaction, content: found.text }
    }
    const how = isWhole ? CopyFound.whole : CopyFound.forgotten
    yield* Notice(Kind.copyFound, COPY, newest.version, how)
    const store = new CopyStore(newest, isWhole)
    yield* store.show()
    return store
  }

  /** Comes back when it is on the disk; false where there is no disk any more, and then nothing has changed. */
  *put(copy: Copy): Step<boolean> {
    const { version: transaction, content: text } = copy
    const block = logBlock(1, [{ type: COPY_RECORD, transaction, text }], BYTES)
    const { status } = yield* DiskWrite(blockOf(transaction), block)
    if (status !== 'good') return false
    this.copy = copy
    yield* Notice(Kind.copyStored, COPY, transaction)
    yield* this.show()
    return true
  }

  private *show(): Step {
    yield* State(COPY, Field.copyVersion, this.copy.version, null)
    yield* Show('version', this.copy.version)
  }
}
