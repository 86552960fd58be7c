/**
 * Takes the writes of all clients, one after the other. With a quorum it asks r copies for their version numbers, as
 * a writer has to that has only just come, and stores the next one on w of them. Of available copies it writes all
 * that answer; lazily, one.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import { Receive, Reply, Show } from '../../kernel/system-calls.ts'
import { Notice } from '../../kernel/things.ts'
import { Kind } from '../../trace/kinds.ts'
import { type Asking, askCopies } from './ask-copies.ts'
import { FILE, ORIGINAL, type Scheme, say, type Version } from './copy.ts'

export interface Needing {
  readonly scheme: Scheme
  /** Copies that must answer, with a quorum. */
  readonly r: number
  readonly w: number
  /** What is done with fewer answers than that: nothing; or, as the mutant, the same as with enough. */
  readonly whenShort: 'refuses' | 'goes-on'
}
export interface Writing extends Asking, Needing {}

export const mustAnswer = ({ scheme, r }: Needing) => (scheme === 'quorum' ? r : 1)
const mustStore = ({ scheme, w }: Needing) => (scheme === 'quorum' ? w : 1)
/** How many are asked to store it, if all answer. */
const toStore = (writing: Writing) =>
  writing.scheme === 'available-copies' ? writing.replicas.length : mustStore(writing)

export const isEnough = (count: number, needed: number, { whenShort }: Needing) =>
  count >= needed || (count > 0 && whenShort === 'goes-on')

export function* writer(writing: Writing): Program {
  /** The last number it gave: a write that found too few copies has used its number up. */
  let given: Version = 0
  let committed: Version = 0
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.whatIsCommitted) {
      yield* say(from, Result.ok, { ...ORIGINAL, version: committed })
    } else if (request.code === Request.changeFile) {
      yield* Notice(Kind.copyWriteBegun, FILE, mustStore(writing))
      const next = yield* numberNext(writing, given)
      if (next !== null) given = next
      const isDone = next !== null && (yield* storeAll(writing, next, request.text))
      if (isDone) committed = given
      yield* Reply(message(isDone ? Result.ok : Result.refused, given), from)
    } else yield* say(from, Result.refused)
  }
}

/** Null where too few copies answer. */
function* numberNext(writing: Writing, given: Version): Step<Version | null> {
  if (writing.scheme !== 'quorum') return given + 1
  const needed = mustAnswer(writing)
  const question = message(Request.whichVersion)
  const { count, newest } = yield* askCopies(writing, question, needed, 'asks')
  if (isEnough(count, needed, writing)) return Math.max(newest.version, given) + 1
  yield* Notice(Kind.copyWriteRefused, FILE, count, needed)
  return null
}

function* storeAll(writing: Writing, version: Version, content: string): Step<boolean> {
  const needed = mustStore(writing)
  const request = message(Request.storeCopy, version, content)
  const { count } = yield* askCopies(writing, request, toStore(writing), 'write set')
  const isDone = isEnough(count, needed, writing)
  if (isDone) {
    yield* Notice(Kind.copyWriteCommitted, FILE, version, count)
    yield* Show('committed', version)
  } else yield* Notice(Kind.copyWriteRefused, FILE, count, needed)
  return isDone
}
