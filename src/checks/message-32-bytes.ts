import type { Checker, FoldContext } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const MESSAGE_BYTES = 32

/** What the setup says of a packet with a message: header and message, without the frame around them. */
function packetBytes({ setup }: FoldContext): {
  readonly packet: number
  readonly message: number
} {
  let packet = 0
  let message = 0
  for (const { part, bytes } of setup.formats[0]?.fields ?? []) {
    if (part === 'message') message += bytes
    if (part === 'message' || part === 'V packet') packet += bytes
  }
  return { packet, message }
}

/** The interface is told a length in bytes, and the formats say how it divides. */
export const message32Bytes: Checker = {
  id: 'message-32-bytes',
  says: 'Every message has the same 32 bytes.',
  start(context, lamp) {
    const { packet, message } = packetBytes(context)
    const frames = new Set<EntityId>()
    const data = new Map<EntityId, number>()
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (a === PacketType.SEND || a === PacketType.REPLY) frames.add(entity)
    })
    context.observe([Kind.carried], ({ entity, a }) => data.set(entity, a))
    context.observe([Kind.frameQueued], ({ entity, a, index }) => {
      // What rides on the packet is no part of its message.
      const beside = data.get(entity) ?? 0
      data.delete(entity)
      if (!frames.delete(entity)) return
      lamp.exercised()
      const bytes = a - beside - (packet - message)
      if (bytes === MESSAGE_BYTES) return
      lamp.broken(`${context.nameOf(entity)} carries a message of ${bytes} bytes.`, index)
    })
    return {}
  },
}
