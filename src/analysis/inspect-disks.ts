/** What the inspector says of a disk and of a block that its program has named. */
import { BLOCK_STATES, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { BLOCK_WORDS } from './change-words.ts'
import { blockLabel, contentWords } from './disk-words.ts'
import { type Badge, changed, enumValue, type Fact, type Look, nothing } from './inspection.ts'
import { capital, thingName } from './names.ts'
import { count, moment } from './numbers.ts'

export const lookDisk: Look = (at, entity) => {
  const { trace, prefix } = at
  const disk = at.setup.hosts.flatMap(({ disks = [] }) => disks).find((d) => d.entity === entity)
  const waiting = trace.value(entity, Field.diskQueue, prefix) ?? 0
  const state = enumValue(at, entity, Field.diskState) || 'idle'
  const lost = trace.value(entity, Field.diskHealth, prefix) === 1
  const badge: Badge | null = lost
    ? { word: 'lost', tone: 'loss' }
    : state === 'off'
      ? { word: 'no power', tone: 'loss' }
      : null
  return {
    ...nothing,
    title: capital(thingName(trace, entity)),
    badge,
    facts: [
      { term: 'state', value: state, ...changed(at, entity, Field.diskState) },
      {
        term: 'queue',
        value: count(waiting, 'request'),
        ...changed(at, entity, Field.diskQueue),
      },
      ...(disk
        ? [
            { term: 'kind', value: disk.label },
            { term: 'blocks', value: `${disk.blocks} of ${disk.blockBytes} bytes` },
          ]
        : []),
    ],
    note: disk ? `Its times: ${disk.source} (${disk.tag}).` : null,
  }
}

export const lookBlock: Look = (at, entity) => {
  const { trace, prefix } = at
  const state = BLOCK_STATES[trace.value(entity, Field.blockState, prefix) ?? 0] ?? 'good'
  const words = contentWords(trace, entity, prefix)
  const named = trace.recordsOf(entity, 0, prefix).find((i) => trace.kind(i) === Kind.blockNamed)
  const facts: Fact[] = [
    {
      term: 'holds',
      value: state === 'good' ? (words ?? 'bytes that nobody has explained') : 'nothing to be read',
      ...changed(at, entity, Field.blockContent),
    },
    {
      term: 'state',
      value: (BLOCK_WORDS[state] ?? state).replaceAll('**', ''),
      ...changed(at, entity, Field.blockState),
    },
    { term: 'on', value: thingName(trace, trace.parentOf(entity)) },
  ]
  if (named !== undefined) {
    facts.push({ term: 'block', value: String(trace.a(named)) })
    facts.push({ term: 'named at', value: moment(trace.time(named)) })
  }
  return {
    ...nothing,
    title: capital(blockLabel(trace, entity, prefix) ?? thingName(trace, entity)),
    badge: state === 'good' ? null : { word: state, tone: 'loss' },
    facts,
  }
}
