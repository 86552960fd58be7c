import { EntityType } from '../../trace/entities.ts'
import { Field, PROCESS_STATES, type ProcessState, SEND_SEEN } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { ChipState, StageProcess } from './stage-model.ts'

/**
 * A kernel state as an onlooker names it: the chip it wears and its word. A kernel only knows that a process
 * awaits its reply; whether the far end has Received the Send is the onlooker's knowledge.
 */
const CHIPS: Record<ProcessState, readonly [ChipState, string]> = {
  none: ['waiting', 'not begun'],
  ready: ['ready', 'ready'],
  running: ['running', 'running'],
  receiving: ['receive', 'receive-blocked'],
  'awaiting-reply': ['send', 'send-blocked'],
  delaying: ['waiting', 'sleeping'],
  'get-reply': ['reply', 'waits for replies'],
  moving: ['send', 'moving data'],
  frozen: ['suspended', 'frozen'],
  suspended: ['suspended', 'suspended'],
  dead: ['dead', 'ended'],
  'on-disk': ['waiting', 'waits for its disk'],
}

/** Of hundreds of machines only the states are drawn: the rest is found out for who asks. */
export function processAt(
  trace: Trace,
  entity: EntityId,
  prefix: number,
  powered: boolean,
): StageProcess {
  const raw = trace.value(entity, Field.state, prefix) ?? 0
  const kernelState = PROCESS_STATES[raw] ?? 'none'
  const seen = SEND_SEEN[trace.value(entity, Field.sendSeen, prefix) ?? 0]
  let [state, word] = CHIPS[kernelState]
  if (kernelState === 'awaiting-reply' && seen === 'reply-blocked')
    [state, word] = ['reply', 'reply-blocked']
  if (!powered && state !== 'waiting') [state, word] = ['dead', 'lost']
  const lives = powered && state !== 'dead'
  return {
    entity,
    state,
    word,
    get name() {
      return trace.localName(entity)
    },
    get queue() {
      return lives ? (trace.value(entity, Field.queueLength, prefix) ?? 0) : 0
    },
    get serves() {
      return powered ? servedBy(trace, entity, prefix) : ''
    },
    get token() {
      return lives && trace.value(entity, Field.tokenHeld, prefix) === 1
    },
    get asks() {
      return powered && isBlocked(kernelState) ? askedBy(trace, entity, prefix) : ''
    },
  }
}

function isBlocked(state: ProcessState): boolean {
  return state === 'awaiting-reply' || state === 'get-reply' || state === 'moving'
}

/** Whom the Send goes to on which a process is blocked. */
function askedBy(trace: Trace, entity: EntityId, prefix: number): string {
  const exchange = trace.value(entity, Field.awaits, prefix)
  if (exchange === undefined || exchange < 0) return ''
  for (const record of trace.recordsOf(exchange, 0, prefix))
    if (trace.kind(record) === Kind.sendOpen)
      return trace.a(record) < 0 ? '' : trace.nameOf(trace.a(record))
  return ''
}

function servedBy(trace: Trace, entity: EntityId, prefix: number): string {
  const exchange = trace.value(entity, Field.serving, prefix)
  if (exchange === undefined || exchange < 0) return ''
  const client = trace.within(exchange, EntityType.process)
  return client === NONE ? '' : trace.nameOf(client)
}

/** Whether a process is there to be seen: cast ones always, others while they live. */
export function isSeen(trace: Trace, entity: EntityId, prefix: number, cast: boolean): boolean {
  if (cast) return true
  const state = PROCESS_STATES[trace.value(entity, Field.state, prefix) ?? 0]
  return state !== 'none' && state !== 'dead'
}
