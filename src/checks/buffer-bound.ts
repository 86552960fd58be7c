import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export const bufferBound: Checker = {
  id: 'buffer-bound',
  says: 'An interface never holds more frames than it has receive buffers.',
  start(context, lamp) {
    const size = new Map(context.setup.hosts.map((host) => [host.interface, host.buffers]))
    context.observe([Kind.overrun], () => lamp.exercised())
    context.observe([CHANGE + Field.buffersUsed], ({ entity, b, index }) => {
      const buffers = size.get(entity)
      if (buffers === undefined) return
      if (b === buffers) lamp.exercised()
      if (b <= buffers) return
      lamp.broken(`${context.nameOf(entity)} holds ${b} frames, and has ${buffers} buffers.`, index)
    })
    return {}
  },
}
