/** Pages of stable storage: what was put, and what is on the platters of both disks just now. */
import { BLOCK_STATES, type BlockState, CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind, StableResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Copy {
  state: BlockState
  content: number
  /** It has decayed since its block was under the head: nobody can know yet. */
  unseen: boolean
}

export class StablePage {
  readonly name: string
  readonly copies: Copy[] = []
  /** The copy that was read last. */
  lastRead: Copy | null = null
  /** What was ever put, in order; the first is what stood there before. Hashes of blocks. */
  readonly puts: number[] = []
  /** How many of them have been reported as done: the last of those is the page's value, or a later one is. */
  done = 0

  constructor(name: string) {
    this.name = name
  }

  /** The value that was reported last, and every later one that was begun. */
  get allowed(): readonly number[] {
    return this.puts.slice(this.done)
  }

  /** Nothing can be done where a copy is gone that no write was busy with, and the other is bad as well. */
  get isCatastrophe(): boolean {
    const bad = this.copies.filter(({ state }) => state !== 'good')
    return bad.length === this.copies.length && bad.some(({ state }) => state !== 'torn')
  }
}

export interface StableWatch {
  /** After a Cleanup has ended: all pages of its machine. */
  cleaned?(pages: readonly StablePage[], index: number): void
  /** StableGet came back, with the hash of what it has, or null. */
  got?(page: StablePage, content: number | null, index: number): void
  put?(page: StablePage): void
}

export function watchStablePages(context: FoldContext, watch: StableWatch): void {
  const pages = new Map<EntityId, Map<number, StablePage>>()
  const copies = new Map<EntityId, { readonly copy: Copy; readonly page: StablePage }>()
  const byPlace = new Map<string, { readonly copy: Copy; readonly page: StablePage }>()
  const busy = new Map<EntityId, { readonly page: StablePage; readonly place: number }>()
  const hostOf = (operation: EntityId) => context.parentOf(context.parentOf(operation))
  const pageAt = (host: EntityId, number: number, name = `page ${number}`): StablePage => {
    const all = pages.get(host) ?? new Map<number, StablePage>()
    pages.set(host, all)
    const page = all.get(number) ?? new StablePage(name)
    all.set(number, page)
    return page
  }
  context.observe([Kind.blockNamed], ({ entity, a }) => {
    if (copies.has(entity)) return
    const disk = context.parentOf(entity)
    const page = pageAt(context.parentOf(disk), a)
    const copy: Copy = { state: 'good', content: 0, unseen: false }
    page.copies.push(copy)
    copies.set(entity, { copy, page })
    byPlace.set(`${disk} ${a}`, { copy, page })
  })
  context.observe([CHANGE + Field.blockState], ({ entity, b }) => {
    const known = copies.get(entity)
    if (known) known.copy.state = BLOCK_STATES[b] ?? 'good'
  })
  context.observe([CHANGE + Field.blockContent], ({ entity, b }) => {
    const known = copies.get(entity)
    if (!known) return
    known.copy.content = b
    const isWhole = known.copy.state === 'good'
    if (known.page.puts.length === 0 && isWhole) known.page.puts.push(b)
  })
  const underHead = new Map<EntityId, Copy | undefined>()
  context.observe([Kind.diskOpen], ({ entity, a, b }) => {
    const known = byPlace.get(`${entity} ${a}`)
    underHead.set(entity, known?.copy)
    if (known && b === 0) known.page.lastRead = known.copy
  })
  context.observe([Kind.diskClose], ({ entity }) => {
    const copy = underHead.get(entity)
    if (copy) copy.unseen = false
  })
  context.observe([Kind.blockDecayed], ({ entity, a }) => {
    const known = byPlace.get(`${entity} ${a}`)
    if (known) known.copy.unseen = true
  })
  context.observe([Kind.stablePutOpen], ({ entity, a, b }) => {
    const page = pageAt(hostOf(entity), a)
    busy.set(entity, { page, place: page.puts.push(b) - 1 })
    watch.put?.(page)
  })
  context.observe([Kind.stablePutClose], ({ entity, a }) => {
    const put = busy.get(entity)
    if (put && a === StableResult.done) put.page.done = put.place
  })
  context.observe([Kind.stableGetOpen], ({ entity, a }) => {
    busy.set(entity, { page: pageAt(hostOf(entity), a), place: 0 })
  })
  context.observe([Kind.stableGetClose], ({ entity, a, b, index }) => {
    const page = busy.get(entity)?.page
    if (page) watch.got?.(page, a === StableResult.done ? b : null, index)
  })
  context.observe([Kind.cleanupClose], ({ entity, index }) => {
    watch.cleaned?.([...(pages.get(hostOf(entity))?.values() ?? [])], index)
  })
}
