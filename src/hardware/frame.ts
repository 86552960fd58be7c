import type { BytesId, EntityId, RecordIndex } from '../trace/record.ts'

/** What an interface is asked to send: one packet of a kernel, addressed to one station or to all. */
export interface Frame {
  readonly entity: EntityId
  readonly to: number
  readonly from: number
  /** The kernel's packet: nothing that the cable or an interface looks into. */
  readonly packet: unknown
  readonly payloadBytes: number
  readonly bytes: BytesId
  /** On the wire, preamble included. */
  readonly bits: number
  /** Attempts so far; the sixteenth collision abandons it. */
  attempts: number
  queuedRecord: RecordIndex
  /** Told when the sending interface is done with it, sent or given up. */
  readonly left?: () => void
}

/** What may be done to frames from outside: armed at a time, it takes the first frame that matches. */
export interface FrameTrap {
  readonly action: 'lose' | 'corrupt' | 'delay' | 'duplicate'
  /** Identity, `*` for any run of characters. */
  readonly matches: (frameName: string) => boolean
  /** Only at this station, or at all. */
  readonly host: string | null
  /** ns, for a delay. */
  readonly delayNs: number
  readonly record: RecordIndex
  frame: EntityId | null
  /** Told when it takes its frame. */
  readonly taken: () => void
}
