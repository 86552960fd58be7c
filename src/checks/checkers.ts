/** Every invariant that a run can be watched by. They read records and share nothing with what they judge. */
import type { Checker } from '../trace/fold.ts'
import { answeredSurvives } from './answered-survives.ts'
import { answeringIsAlive } from './answering-is-alive.ts'
import { atomicOutcome } from './atomic-outcome.ts'
import { attemptsWithinLimit } from './attempts-within-limit.ts'
import { barsSum } from './bars-sum.ts'
import { bufferBound } from './buffer-bound.ts'
import { bufferBounds } from './buffer-bounds.ts'
import { busyWithinElapsed } from './busy-within-elapsed.ts'
import { bytesNeverChange } from './bytes-never-change.ts'
import { causeFirst } from './cause-first.ts'
import { checksumHeeded } from './checksum-heeded.ts'
import { commitAfterPrepared } from './commit-after-prepared.ts'
import { commitRecordDecides } from './commit-record-decides.ts'
import { conservation } from './conservation.ts'
import { countedInOrder } from './counted-in-order.ts'
import { countsEachOnce } from './counts-each-once.ts'
import { currentAtOpen } from './current-at-open.ts'
import { deadIsSilent } from './dead-is-silent.ts'
import { dirtyWithinDelay } from './dirty-within-delay.ts'
import { everyCollisionSeen } from './every-collision-seen.ts'
import { executedAtMostOnce } from './executed-at-most-once.ts'
import { foundWhileUp } from './found-while-up.ts'
import { framesPerPageExact } from './frames-per-page.ts'
import { goodputWithinRate } from './goodput-within-rate.ts'
import { heldByResilience } from './held-by-resilience.ts'
import { hintChecked } from './hint-checked.ts'
import { inDoubtHoldsLocks } from './in-doubt-holds-locks.ts'
import { jobGone } from './job-gone.ts'
import { jobOnOneProcessor } from './job-on-one-processor.ts'
import { kDistinct } from './k-distinct.ts'
import { knowerFrees } from './knower-frees.ts'
import { lastWriteRead } from './last-write-read.ts'
import { lateReplyDiscarded } from './late-reply-discarded.ts'
import { legalStates } from './legal-states.ts'
import { listCompleteAtFlag } from './list-complete-at-flag.ts'
import { lostIsUnheard } from './lost-is-unheard.ts'
import { madeOnce } from './made-once.ts'
import { majorityList } from './majority-list.ts'
import { memberAtMostOnce } from './member-at-most-once.ts'
import { membersOnly } from './members-only.ts'
import { memoryNotOvercommitted } from './memory-not-overcommitted.ts'
import { message32Bytes } from './message-32-bytes.ts'
import { minorityRefuses } from './minority-refuses.ts'
import { namesCommitted } from './names-committed.ts'
import { neverBack } from './never-back.ts'
import { noIdleWhileQueued } from './no-idle-while-queued.ts'
import { noIntactOverlap } from './no-intact-overlap.ts'
import { noLostUpdate } from './no-lost-update.ts'
import { noNackToGroup } from './no-nack-to-group.ts'
import { noOrphans } from './no-orphans.ts'
import { noUnilateralAbort } from './no-unilateral-abort.ts'
import { notFasterThanDisk } from './not-faster-than-disk.ts'
import { nothingLeft } from './nothing-left.ts'
import { nothingOlder } from './nothing-older.ts'
import { oldOrNew } from './old-or-new.ts'
import { oneAcknowledgement } from './one-acknowledgement.ts'
import { oneClose } from './one-close.ts'
import { oneCopyRuns } from './one-copy-runs.ts'
import { oneDecision } from './one-decision.ts'
import { oneLookupARead } from './one-lookup-a-read.ts'
import { oneOutstanding } from './one-outstanding.ts'
import { oneVersionARead } from './one-version-a-read.ts'
import { ownerAnswers } from './owner-answers.ts'
import { ownerFirst } from './owner-first.ts'
import { pairEqual } from './pair-equal.ts'
import { prefixLogs } from './prefix-logs.ts'
import { prerequisitesFirst } from './prerequisites-first.ts'
import { programKept } from './program-kept.ts'
import { quiesces } from './quiesces.ts'
import { quietAfterFirstReply } from './quiet-after-first-reply.ts'
import { reachableKept } from './reachable-kept.ts'
import { readsLatest } from './reads-latest.ts'
import { receivedOnce } from './received-once.ts'
import { refusedNotDone } from './refused-not-done.ts'
import { replayIdempotent } from './replay-idempotent.ts'
import { replicasAgree } from './replicas-agree.ts'
import { replyAfterFlag } from './reply-after-flag.ts'
import { replyToBlocked } from './reply-to-blocked.ts'
import { reservesNothing } from './reserves-nothing.ts'
import { rollForwardIdempotent } from './roll-forward-idempotent.ts'
import { sameBytes } from './same-bytes.ts'
import { sameMemory } from './same-memory.ts'
import { sameOptimum } from './same-optimum.ts'
import { sameOutput } from './same-output.ts'
import { sameUser } from './same-user.ts'
import { savedSurvives } from './saved-survives.ts'
import { segmentBounds } from './segment-bounds.ts'
import { sequenceMatches } from './sequence-matches.ts'
import { servesOnlyWhenCurrent } from './serves-only-when-current.ts'
import { slowestSetsPace } from './slowest-sets-pace.ts'
import { speedupBounded } from './speedup-bounded.ts'
import { staleWithinTimeout } from './stale-within-timeout.ts'
import { startsOnce } from './starts-once.ts'
import { straightToPlace } from './straight-to-place.ts'
import { streamWhole } from './stream-whole.ts'
import { survivorsAgree } from './survivors-agree.ts'
import { tableCoversBelief } from './table-covers-belief.ts'
import { tokenComplete } from './token-complete.ts'
import { unionIsTruth } from './union-is-truth.ts'
import { userContext } from './user-context.ts'
import { versionsMonotone } from './versions-monotone.ts'
import { virtualProcessors } from './virtual-processors.ts'
import { waitsItsTime } from './waits-its-time.ts'
import { willingHost } from './willing-host.ts'

/** Watch every run. */
export const COMMON_CHECKERS: readonly Checker[] = [
  conservation,
  causeFirst,
  legalStates,
  busyWithinElapsed,
  deadIsSilent,
  barsSum,
  quiesces,
]

const all: readonly Checker[] = [
  ...COMMON_CHECKERS,
  oneOutstanding,
  replyToBlocked,
  receivedOnce,
  executedAtMostOnce,
  sequenceMatches,
  message32Bytes,
  noOrphans,
  refusedNotDone,
  answeringIsAlive,
  noIntactOverlap,
  everyCollisionSeen,
  attemptsWithinLimit,
  goodputWithinRate,
  membersOnly,
  memberAtMostOnce,
  lateReplyDiscarded,
  quietAfterFirstReply,
  noNackToGroup,
  sameUser,
  bufferBound,
  lostIsUnheard,
  kDistinct,
  countsEachOnce,
  waitsItsTime,
  unionIsTruth,
  prefixLogs,
  survivorsAgree,
  tokenComplete,
  heldByResilience,
  majorityList,
  segmentBounds,
  sameBytes,
  framesPerPageExact,
  oneAcknowledgement,
  straightToPlace,
  ownerAnswers,
  hintChecked,
  foundWhileUp,
  lastWriteRead,
  notFasterThanDisk,
  willingHost,
  startsOnce,
  jobOnOneProcessor,
  noIdleWhileQueued,
  memoryNotOvercommitted,
  reservesNothing,
  oneDecision,
  commitAfterPrepared,
  commitRecordDecides,
  noUnilateralAbort,
  inDoubtHoldsLocks,
  knowerFrees,
  sameOptimum,
  prerequisitesFirst,
  madeOnce,
  virtualProcessors,
  nothingOlder,
  sameOutput,
  speedupBounded,
  streamWhole,
  bufferBounds,
  slowestSetsPace,
  jobGone,
  answeredSurvives,
  oneLookupARead,
  dirtyWithinDelay,
  oldOrNew,
  pairEqual,
  neverBack,
  checksumHeeded,
  atomicOutcome,
  currentAtOpen,
  staleWithinTimeout,
  tableCoversBelief,
  oneClose,
  listCompleteAtFlag,
  replyAfterFlag,
  replayIdempotent,
  readsLatest,
  servesOnlyWhenCurrent,
  versionsMonotone,
  minorityRefuses,
  bytesNeverChange,
  oneVersionARead,
  savedSurvives,
  reachableKept,
  userContext,
  nothingLeft,
  ownerFirst,
  noLostUpdate,
  namesCommitted,
  rollForwardIdempotent,
  replicasAgree,
  oneCopyRuns,
  programKept,
  sameMemory,
  countedInOrder,
]

export const CHECKERS: Readonly<Record<string, Checker>> = Object.fromEntries(
  all.map((checker) => [checker.id, checker]),
)
