/**
 * Network interfaces of the time: what each can hold, hear and filter. Tags are those of the fact sheets: V read
 * in a source, R recalled, X a design choice where no source says.
 */

/**
 * How an interface picks out group addresses: an exact vector of all addresses, 64 hash bits, a list of exact
 * addresses, all of them, or none.
 */
export type GroupFilter = 'vector' | 'hash' | 'list' | 'all' | 'none'

export interface InterfaceProfile {
  readonly name: string
  readonly label: string
  /** Receive buffers, each for one frame. */
  readonly buffers: number
  readonly groups: GroupFilter
  /** Group addresses that a list can hold. */
  readonly listMax: number
  /** One buffer for both directions: deaf from a frame's arrival until it is emptied, and while one waits to go. */
  readonly sharedBuffer: boolean
  /** ns after the end of a frame during which the beginning of the next is missed. */
  readonly recoveryNs: number
  readonly source: string
}

const usual = { listMax: 0, sharedBuffer: false, recoveryNs: 0 }

export const INTERFACE_PROFILES: Readonly<Record<string, InterfaceProfile>> = {
  plain: {
    ...usual,
    name: 'plain',
    label: 'two buffers, exact filter',
    buffers: 2,
    groups: 'vector',
    source: 'two receive buffers as in the first interfaces (V); filter by vector (X)',
  },
  'sun-3mb': {
    ...usual,
    name: 'sun-3mb',
    label: 'SUN 3 Mb/s, 1982',
    buffers: 4,
    groups: 'vector',
    source:
      '4 KB of buffers, frames back to back, exact bit vector (V); four frames of about 1 KB (X)',
  },
  '3c400': {
    ...usual,
    name: '3c400',
    label: '3Com 3C400',
    buffers: 2,
    groups: 'all',
    source: 'two 2 KB receive buffers and one to send, no hash: all groups or broadcast alone (V)',
  },
  '3c501': {
    ...usual,
    name: '3c501',
    label: '3Com 3C501',
    buffers: 1,
    groups: 'all',
    sharedBuffer: true,
    source: 'one shared buffer, deaf until emptied (V); groups all or none (X)',
  },
  lance: {
    ...usual,
    name: 'lance',
    label: 'AMD LANCE, 1985',
    buffers: 128,
    groups: 'hash',
    recoveryNs: 500,
    source: 'ring of up to 128, 0.5 µs between frames, 64 hash bits from the top 6 of the CRC (V)',
  },
  deqna: {
    ...usual,
    name: 'deqna',
    label: 'DEC DEQNA',
    buffers: 8,
    groups: 'list',
    listMax: 14,
    source: '14 exact addresses (R); buffers (X)',
  },
}
