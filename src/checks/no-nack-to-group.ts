import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import { groupSends } from './group-sends.ts'

export const noNackToGroup: Checker = {
  id: 'no-nack-to-group',
  says: 'No kernel answers a message to a group with a NACK: a kernel without members is silent.',
  start(context, lamp) {
    const sends = groupSends(context)
    context.observe([Kind.packetIn], ({ entity }) => {
      if (sends.has(context.parentOf(entity))) lamp.exercised()
    })
    context.observe([Kind.packetOut], ({ entity, a, index }) => {
      if (a !== PacketType.NACK || !sends.has(context.parentOf(entity))) return
      lamp.broken(`${context.nameOf(entity)} answers a message to a group.`, index)
    })
    return {}
  },
}
