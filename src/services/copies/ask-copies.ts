/** One question to several servers of a copy, one after the other, until enough have answered. */
import type { Step } from '../../engine/program.ts'
import { type Message, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Send, Show } from '../../kernel/system-calls.ts'
import { type Copy, inMessage, ORIGINAL } from './copy.ts'

export interface Asking {
  /** All servers, in the order in which the cast has them. */
  readonly replicas: readonly Pid[]
  /** Whether the last is asked first: whoever is at the other end of the cable asks those next to it. */
  readonly fromTheLast: boolean
}

export interface CopyAnswers {
  readonly count: number
  readonly newest: Copy
}

/** Who is silent, or has not caught up, is passed over. `set` is what the onlooker sees those called who answered. */
export function* askCopies(
  { replicas, fromTheLast }: Asking,
  question: Message,
  enough: number,
  set: string,
): Step<CopyAnswers> {
  const places = replicas.map((_, place) => place)
  const answered: number[] = []
  let newest = ORIGINAL
  yield* Show(set, '')
  for (const place of fromTheLast ? places.reverse() : places) {
    if (answered.length >= enough) break
    const { message: said } = yield* Send(replicas[place] as Pid, question)
    if (said?.code !== Result.ok) continue
    answered.push(place + 1)
    yield* Show(set, answered.join(' '))
    if (said.value > newest.version) newest = inMessage(said)
  }
  return { count: answered.length, newest }
}
