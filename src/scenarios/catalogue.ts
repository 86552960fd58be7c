/**
 * The library: documents, and what the gallery shows of each. Adding a scenario is adding its document here.
 * The page never loads this file: the build writes the cards and each document into chunks of their own
 * (vite.config.ts), so that the first load stays the same however long the library grows.
 */

import { coordinatorInDoubt } from './coordinator-in-doubt/document.ts'
import type { Figure, ScenarioDocument, SectionName } from './document/document.ts'
import { ethernetCollision } from './ethernet-collision/document.ts'
import { ethernetUnderLoad } from './ethernet-under-load/document.ts'
import { fileServerCache } from './file-server-cache/document.ts'
import { firstReply } from './first-reply/document.ts'
import { halfDoneWork } from './half-done-work/document.ts'
import { hostSelection } from './host-selection/document.ts'
import { immutableVersions } from './immutable-versions/document.ts'
import { intentionsList } from './intentions-list/document.ts'
import { jobAsAGroup } from './job-as-a-group/document.ts'
import { kOfNReplies } from './k-of-n-replies/document.ts'
import { lostReply } from './lost-reply/document.ts'
import { serverMix } from './measured/server-mix.ts'
import { messageExchange } from './message-exchange/document.ts'
import { multicastOrUnicast } from './multicast-or-unicast/document.ts'
import { nameLookup } from './name-lookup/document.ts'
import { nobodyHoldsTheList } from './nobody-holds-the-list/document.ts'
import { orderedMulticast } from './ordered-multicast/document.ts'
import { pageRead } from './page-read/document.ts'
import { parallelMake } from './parallel-make/document.ts'
import { pipeline } from './pipeline/document.ts'
import { priceOfConsistency } from './price-of-consistency/document.ts'
import { processMigration } from './process-migration/document.ts'
import { processorPool } from './processor-pool/document.ts'
import { programLoad } from './program-load/document.ts'
import { remoteDiskBeatsLocal } from './remote-disk-beats-local/document.ts'
import { remoteExecution } from './remote-execution/document.ts'
import { replyImplosion } from './reply-implosion/document.ts'
import { slowOrDead } from './slow-or-dead/document.ts'
import { stableStorage } from './stable-storage/document.ts'
import { staleCache } from './stale-cache/document.ts'
import { swapTheName } from './swap-the-name/document.ts'
import { tokenSite } from './token-site/document.ts'
import { twoPhaseCommit } from './two-phase-commit/document.ts'
import { whereTheMillisecondGoes } from './where-the-millisecond-goes/document.ts'

/** In the gallery's order, which is the catalogue's. */
export const library: readonly ScenarioDocument[] = [
  messageExchange,
  whereTheMillisecondGoes,
  ethernetCollision,
  ethernetUnderLoad,
  lostReply,
  slowOrDead,
  pageRead,
  programLoad,
  remoteDiskBeatsLocal,
  multicastOrUnicast,
  firstReply,
  kOfNReplies,
  replyImplosion,
  nobodyHoldsTheList,
  nameLookup,
  hostSelection,
  orderedMulticast,
  jobAsAGroup,
  tokenSite,
  halfDoneWork,
  stableStorage,
  intentionsList,
  twoPhaseCommit,
  coordinatorInDoubt,
  priceOfConsistency,
  immutableVersions,
  swapTheName,
  pipeline,
  parallelMake,
  processorPool,
  remoteExecution,
  processMigration,
  fileServerCache,
  staleCache,
]

/** Documents without a card: runs that published figures ask for, opened from the lab. */
export const measured: readonly ScenarioDocument[] = [serverMix]

export interface GalleryEntry {
  readonly id: string
  readonly revision: number
  readonly title: string
  readonly section: SectionName
  readonly minutes: number
  /** Broken and fixed are in it, behind one switch. */
  readonly pair: boolean
  /** The question on the card. */
  readonly asks: string
  /** Of the card's figure. published: read in its source; reported: not re-read, or a preset was set by it; null: there is none. */
  readonly figureBadge: 'published' | 'reported' | null
  /** Whether any of its figures was read in its source. */
  readonly published: boolean
  /** The headline figure; where a document names none, the first that was read, else the first. */
  readonly figure: Pick<Figure, 'value' | 'unit'> | null
}

/** Tags of figures that somebody read in the source; X values are ours and are never shown as published. */
const READ = ['F', 'V', '[SEED]', '[SRC]', '[ABS]', '[TXT]']
const OURS = ['D', '[DER]', 'S', 'X']

export function badgeOf(
  figures: readonly Figure[],
): Pick<GalleryEntry, 'figureBadge' | 'figure' | 'published'> {
  const first = (tag: string) => tag.split(/[ ,†]/)[0] as string
  const published = figures.filter(({ tag }) => !OURS.includes(first(tag)))
  const isRead = ({ tag }: Figure) => READ.includes(first(tag))
  const read = published.find(isRead)
  // Nothing is a promise that was kept, and no figure for a card.
  const telling = published.filter((figure) => figure.value !== 0)
  const shown = telling.find(({ headline }) => headline) ?? telling.find(isRead) ?? telling[0]
  if (!shown) return { figureBadge: null, figure: null, published: read !== undefined }
  const { value, unit } = shown
  return {
    // What a preset was set by proves nothing about it.
    figureBadge: isRead(shown) && !shown.calibrated ? 'published' : 'reported',
    figure: { value, unit },
    published: read !== undefined,
  }
}

export const gallery: readonly GalleryEntry[] = library.map((document) => ({
  id: document.id,
  revision: document.revision,
  title: document.title,
  section: document.section,
  minutes: document.minutes,
  pair: document.pair !== undefined,
  asks: document.asks,
  ...badgeOf(document.figures ?? []),
}))

/** What a search through the gallery finds a scenario by, besides what its card shows: lower case, by id. */
export const searchable: Readonly<Record<string, string>> = Object.fromEntries(
  library.map(({ id, from, story }) => [
    id,
    [from, ...story.map(({ text }) => text.replace(/\{[^{}]*\}/g, ''))].join(' ').toLowerCase(),
  ]),
)

export function libraryDocument(id: string): ScenarioDocument | undefined {
  return [...library, ...measured].find((document) => document.id === id)
}
