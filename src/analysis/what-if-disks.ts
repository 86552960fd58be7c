/** What can be done to a disk and to a block of it. */
import { EntityType } from '../trace/entities.ts'
import { BLOCK_STATES, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { blockLabel } from './disk-words.ts'
import { capital, thingName } from './names.ts'
import type { WhatIf, WhatIfMenu } from './what-if.ts'

interface Place {
  readonly trace: Trace
  readonly prefix: number
  readonly time: number
}

/** The menu of a disk, or of a block with what can be done to its disk behind it. */
export function diskMenu(place: Place, entity: EntityId): WhatIfMenu {
  const { trace, prefix } = place
  if (trace.typeOf(entity) === EntityType.disk)
    return { title: capital(thingName(trace, entity)), choices: diskChoices(place, entity) }
  const title = blockLabel(trace, entity, prefix) ?? thingName(trace, entity)
  const disk = trace.parentOf(entity)
  return {
    title: `${capital(title)} on ${thingName(trace, disk)}`,
    choices: [decay(place, entity), ...diskChoices(place, disk)],
  }
}

function decay({ trace, prefix, time }: Place, block: EntityId): WhatIf {
  const state = BLOCK_STATES[trace.value(block, Field.blockState, prefix) ?? 0]
  const named = trace.recordsOf(block).find((i) => trace.kind(i) === Kind.blockNamed)
  return {
    label: 'Let this block decay',
    vain: state === 'good' ? null : 'it cannot be read as it is',
    intervention: {
      time,
      action: 'decay',
      target: trace.nameOf(trace.parentOf(block)),
      amount: named === undefined ? 0 : trace.a(named),
    },
  }
}

function diskChoices({ trace, prefix, time }: Place, disk: EntityId): WhatIf[] {
  const lost = trace.value(disk, Field.diskHealth, prefix) === 1
  const target = trace.nameOf(disk)
  return [
    {
      label: 'Spoil its next write',
      vain: lost ? 'it is lost' : null,
      intervention: { time, action: 'tear', target },
    },
    {
      label: 'Lose the whole disk',
      vain: lost ? 'it is lost' : null,
      intervention: { time, action: 'wreck', target },
    },
    {
      label: 'Put a new, empty disk in its place',
      vain: null,
      intervention: { time, action: 'replace', target },
    },
  ]
}
