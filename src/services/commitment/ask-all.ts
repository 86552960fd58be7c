/**
 * One question to several participants: by Sends, one after the other, or by one Send to their group, whose further
 * replies are fetched with GetReply. Whoever is still missing then is asked by name.
 */
import type { Step } from '../../engine/program.ts'
import type { Message } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import { GetReply, GetTime, Send } from '../../kernel/system-calls.ts'
import { hasSite, type Sites, withoutSite, withSite } from './transaction.ts'

export interface Asking {
  readonly participants: readonly Pid[]
  /** The group of all participants; NO_PROCESS where each is asked by name. */
  readonly group: Pid
  /** Time for the replies to one Send to the group, ns. */
  readonly repliesNs: number
}

export class Answers {
  /** Who has not answered, and who answered with none of the codes that were hoped for. */
  missing: Sites
  refused: Sites = 0
  private readonly byCode = new Map<number, Sites>()

  constructor(sites: Sites) {
    this.missing = sites
  }
  of(code: number): Sites {
    return this.byCode.get(code) ?? 0
  }
  add(place: number, code: number, hoped: readonly number[] | null): void {
    if (!hasSite(this.missing, place)) return
    this.missing = withoutSite(this.missing, place)
    this.byCode.set(code, withSite(this.of(code), place))
    if (hoped && !hoped.includes(code)) this.refused = withSite(this.refused, place)
  }
}

/** `hoped`: after any other answer, or none, the rest need not be asked; null where all must be. */
export function* askAll(
  asking: Asking,
  question: Message,
  sites: Sites,
  hoped: readonly number[] | null,
): Step<Answers> {
  const answers = new Answers(sites)
  if (asking.group !== NO_PROCESS) yield* askGroup(asking, question, answers, hoped)
  for (const [place, participant] of asking.participants.entries()) {
    if (hoped && answers.refused !== 0) break
    if (!hasSite(answers.missing, place)) continue
    const { message } = yield* Send(participant, question)
    if (message) answers.add(place, message.code, hoped)
    else if (hoped) break
  }
  return answers
}

function* askGroup(
  { participants, group, repliesNs }: Asking,
  question: Message,
  answers: Answers,
  hoped: readonly number[] | null,
): Step {
  const deadline = (yield* GetTime()) + repliesNs
  const first = yield* Send(group, question)
  let reply: { readonly from: Pid; readonly message: Message | null } | null = first
  while (reply?.message) {
    answers.add(participants.indexOf(reply.from), reply.message.code, hoped)
    const left = deadline - (yield* GetTime())
    const isDone = answers.missing === 0 || answers.refused !== 0
    reply = isDone || left <= 0 ? null : yield* GetReply(left)
  }
}
