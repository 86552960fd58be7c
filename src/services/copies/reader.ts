/** A read: enough copies are asked, and the newest of what they say is taken. Null where too few answer. */
import type { Step } from '../../engine/program.ts'
import { message, Request } from '../../kernel/message.ts'
import { Notice } from '../../kernel/things.ts'
import { Kind } from '../../trace/kinds.ts'
import { type Asking, askCopies } from './ask-copies.ts'
import { type Copy, FILE } from './copy.ts'
import { isEnough, mustAnswer, type Needing } from './writer.ts'

export interface Reading extends Asking, Needing {}

export function* readFile(reading: Reading): Step<Copy | null> {
  const needed = mustAnswer(reading)
  yield* Notice(Kind.copyReadBegun, FILE, needed)
  const { count, newest } = yield* askCopies(reading, message(Request.readCopy), needed, 'read set')
  if (isEnough(count, needed, reading)) {
    yield* Notice(Kind.copyReadEnded, FILE, newest.version, count)
    return newest
  }
  yield* Notice(Kind.copyReadRefused, FILE, count, needed)
  return null
}
