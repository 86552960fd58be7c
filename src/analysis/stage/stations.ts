/** A station without a kernel: what waits in it, what it tries to send, and how much of the cable it has had. */
import { EntityType } from '../../trace/entities.ts'
import { Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { frameShort } from '../names.ts'
import type { StageIndex } from './stage-index.ts'
import type { StageBackoff, StageRun, StageStation, StageTimer } from './stage-model.ts'

/** Frames that the station which sent most has sent: what a full bar stands for. */
export function mostSent({ setup }: StageRun, index: StageIndex, prefix: number): number {
  let most = 0
  for (const { entity, station } of setup.hosts)
    if (station) most = Math.max(most, index.load(entity, prefix).sent)
  return most
}

export function stationAt(
  { trace, setup }: StageRun,
  index: StageIndex,
  host: EntityId,
  prefix: number,
  most: number,
  timers: readonly StageTimer[],
): StageStation {
  const { queued, left, sent, abandoned, head } = index.load(host, prefix)
  const backoff = timers.find(({ entity }) => entity === head)
  const slotNs = setup.cable.slotBits * setup.cable.bitNs
  return {
    waiting: queued - left,
    sent,
    abandoned,
    share: most === 0 ? 0 : sent / most,
    frame:
      head === NONE
        ? null
        : { entity: head, name: frameShort(trace, head), attempt: attempts(trace, head, prefix) },
    backoff: backoff ? backoffAt(trace, head, prefix, backoff.left / slotNs) : null,
  }
}

function attempts(trace: Trace, frame: EntityId, prefix: number): number {
  return trace
    .childrenOf(frame)
    .filter(
      (child) =>
        trace.typeOf(child) === EntityType.attempt && (trace.recordsOf(child)[0] ?? NONE) < prefix,
    ).length
}

function backoffAt(
  trace: Trace,
  frame: EntityId,
  prefix: number,
  left: number,
): StageBackoff | null {
  const open = trace
    .recordsOf(frame, 0, prefix)
    .findLast((record) => trace.kind(record) === Kind.backoffOpen)
  if (open === undefined) return null
  return { slots: trace.a(open), of: trace.b(open), left, chosen: trace.because(open) !== NONE }
}

/** `0–7`, the slots that a draw is from. */
export function rangeWords({ of }: Pick<StageBackoff, 'of'>): string {
  return of > 1 ? `0–${of - 1}` : 'one'
}

/** What a station does with its frame, from the long to the short. */
export function frameWords({ frame, backoff }: StageStation): readonly string[] {
  if (!frame) return ['no frame waits', 'none']
  if (backoff) {
    const drew = `${backoff.chosen ? 'given' : 'drew'} ${backoff.slots} of ${rangeWords(backoff)}`
    const left = `${backoff.left.toFixed(1)} slots left`
    return [
      `${frame.name} after attempt ${frame.attempt}: ${drew}, ${left}`,
      `${drew}, ${left}`,
      left,
    ]
  }
  if (frame.attempt === 0) return [`${frame.name} waits`, frame.name]
  return [`${frame.name}, attempt ${frame.attempt}`, frame.name]
}

export function sentWords({ sent, abandoned }: StageStation): readonly string[] {
  return [`${sent} sent, ${abandoned} given up`, `${sent} sent`, `${sent}`]
}
