/**
 * The stage at one instant: a pure function of the trace, of how many of its records have happened, and of the
 * time between them that signals need. Scrubbing backwards is the same function of an earlier instant.
 */
import { EntityType } from '../../trace/entities.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import { runsFrom } from '../timers.ts'
import { groupsAt } from './groups-at.ts'
import { hostAt, lossAt, type Moment } from './hosts.ts'
import { happeningAfter } from './next-happening.ts'
import { indexOf } from './stage-index.ts'
import type { Happening, StageLoss, StageModel, StageRun, StageTimer } from './stage-model.ts'
import { mostSent } from './stations.ts'
import { lineAt, meetsOf, wavesAt } from './waves.ts'

export function stageAt(run: StageRun, prefix: number, time: number): StageModel {
  const index = indexOf(run.trace, prefix)
  const line = lineAt(run, index, prefix)
  const waves = wavesAt(run, index, line, prefix, time)
  const timers = timersAt(run, index.timers.at(prefix), index.backoffs.at(prefix), prefix, time)
  const moment: Moment = {
    run,
    index,
    prefix,
    time,
    waves,
    timers,
    mostSent: mostSent(run, index, prefix),
  }
  const hosts = [...run.setup.hosts].sort((one, other) => one.metre - other.metre)
  return {
    prefix,
    time,
    hosts: hosts.map((host) => hostAt(moment, host)),
    groups: groupsAt(run, index, prefix),
    waves,
    meets: meetsOf(waves, line, time),
    lostOnWire: wireLosses(moment),
    cuts: line.cuts.filter(({ to }) => !Number.isFinite(to)).map(({ metre }) => metre),
    next: happeningAfter(run, waves, line, prefix, time),
  }
}

/** The line under the clock: what happens next, a signal's next move included. */
export function nextHappening(run: StageRun, prefix: number, time: number): Happening | null {
  const index = indexOf(run.trace, prefix)
  const line = lineAt(run, index, prefix)
  return happeningAfter(run, wavesAt(run, index, line, prefix, time), line, prefix, time)
}

function wireLosses(moment: Moment): StageLoss[] {
  const { trace, setup } = moment.run
  const record = moment.index.lastLostOnWire(moment.prefix)
  if (record === NONE) return []
  const frame = trace.entity(record)
  const wave = moment.waves.find((candidate) => candidate.frame === frame)
  const home = trace.within(frame, EntityType.host)
  const metre = wave?.source ?? setup.hosts.find(({ entity }) => entity === home)?.metre ?? 0
  const loss = lossAt(moment, record, metre)
  return loss ? [loss] : []
}

function timersAt(
  { trace, setup }: StageRun,
  timers: readonly RecordIndex[],
  backoffs: readonly RecordIndex[],
  prefix: number,
  time: number,
): Map<EntityId, StageTimer[]> {
  const byHost = new Map<EntityId, StageTimer[]>()
  const add = (host: EntityId, timer: StageTimer): void => {
    const list = byHost.get(host)
    if (list) list.push(timer)
    else byHost.set(host, [timer])
  }
  const running = (open: RecordIndex, duration: number, purpose: string): StageTimer => ({
    entity: trace.entity(open),
    purpose,
    duration,
    left: Math.max(0, trace.time(open) + duration - time),
  })
  for (const open of timers) {
    const entity = trace.entity(open)
    const host = trace.within(entity, EntityType.host)
    const purpose = trace.within(entity, EntityType.exchange) === NONE ? '' : 'to retry'
    const from = runsFrom(trace, entity, prefix)
    if (host !== NONE) add(host, running(from, trace.a(from) * 1000, purpose))
  }
  for (const open of backoffs) {
    const sender = senderOf(trace, open)
    const slot = setup.cable.slotBits * setup.cable.bitNs
    if (sender !== NONE) add(sender, running(open, trace.a(open) * slot, 'backing off'))
  }
  for (const list of byHost.values()) list.sort((one, other) => one.left - other.left)
  return byHost
}

/** Who tried to send the frame that backs off: its last attempt's record says so. */
function senderOf(trace: StageRun['trace'], backoff: RecordIndex): EntityId {
  const attempt = trace
    .childrenOf(trace.entity(backoff))
    .findLast((child) => trace.typeOf(child) === EntityType.attempt)
  const open = attempt === undefined ? undefined : trace.recordsOf(attempt)[0]
  return open === undefined ? NONE : trace.b(open)
}
