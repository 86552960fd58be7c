import type { StableWays } from '../stable-storage/stable.ts'

/** How a transaction server uses its list of intentions; the first of each is right. */
export interface ListWays {
  readonly flag: 'after-list' | 'before-list'
  readonly reply: 'after-flag' | 'before-flag'
  /** What an entry says: what an account becomes, or what is added to it. */
  readonly intentions: 'absolute' | 'relative'
  /** Entries that the list has room for. */
  readonly room: number
  readonly stable: StableWays
}
