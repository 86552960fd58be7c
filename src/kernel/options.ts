/** What a scenario may turn in the kernel. Defaults marked X are design choices: no published value is known. */
export interface KernelOptions {
  /** Retransmission timer T, ns (X: 100 ms). */
  readonly retransmitNs: number
  /** Retransmissions before a Send fails, N (X: 5). */
  readonly retriesMax: number
  /** How long an alien keeps its reply, ns (X: 1,000 ms; above (N + 1) · T, or a late copy is executed again). */
  readonly alienRetentionNs: number
  /** Alien descriptors in the fixed pool (X: 8). */
  readonly aliens: number
  /** Recognising duplicates: not at all, until a reboot, or across it. */
  readonly duplicateTable: 'off' | 'volatile' | 'kept'
  /** Whether a packet for another incarnation of this kernel is refused. */
  readonly binding: 'unchecked' | 'checked'
  /** How a short message passes between two spaces of one machine. */
  readonly localTransfer: 'memory' | 'registers'
  /**
   * How a client's kernel learns that a silent server is at work: not at all; from the REPLY-PENDING that each
   * copy of its request is answered with (V); from the ALIVE that answers its ENQUIRE (Amoeba).
   */
  readonly liveness: 'bare-timeout' | 'reply-pending' | 'probe'
  /** Time before the first ENQUIRE, ns; doubled for each one after it (FLIP: 1 s). */
  readonly enquireNs: number
  /** Silence after which a server that is probed counts as dead, ns (FLIP: 20 s). */
  readonly silenceNs: number
  /** Whether work for an earlier life of a client's machine is ended when the next one is heard of. */
  readonly orphans: 'left' | 'exterminated'
  /** Whether the first part of a readable segment goes along with its Send. */
  readonly segments: 'on' | 'off'
  /** Whether moves are held to what the message granted. */
  readonly grantCheck: 'on' | 'off'
  /** How data larger than a packet is sent, and what is sent again when some of it is missing. */
  readonly bulk: 'blast' | 'window' | 'stop-and-wait'
  readonly onError: 'whole' | 'go-back-n' | 'selective'
  /** Packets that may be under way unacknowledged, with `window`. */
  readonly windowPackets: number
  /** Whether a restricted group keeps out other users. */
  readonly groupUsers: 'checked' | 'unchecked'
  /** Which members a multicast is for: those of its group, or of any group with its address. */
  readonly groupMatch: 'identifier' | 'address'
  /** Whether a kernel without members answers a multicast with a NACK. */
  readonly groupNack: 'never' | 'always'
  /** How often a kernel asks whether a group exists before it believes that none does (X: 2). */
  readonly groupProbes: number
  /** Numbers from which a new group's is drawn (X: all that the syntax has); fewer make two groups meet in one. */
  readonly groupNumbers: number
  /** What becomes of a reply to a Send that a later one has closed. */
  readonly lateReplies: 'discarded' | 'accepted'
  /** Whether a process that ends leaves its groups. */
  readonly groupDead: 'removed' | 'kept'
  /** Replies to a group Send wait a random time up to this, ns (X: 0, no jitter). */
  readonly replyJitterNs: number
  /** Whether guests' work goes behind that of the machine's own processes, or takes its turn with it. */
  readonly guests: 'behind' | 'equal'
}

export const DEFAULT_OPTIONS: KernelOptions = {
  retransmitNs: 100_000_000,
  retriesMax: 5,
  alienRetentionNs: 1_000_000_000,
  aliens: 8,
  duplicateTable: 'volatile',
  binding: 'unchecked',
  localTransfer: 'memory',
  liveness: 'reply-pending',
  enquireNs: 1_000_000_000,
  silenceNs: 20_000_000_000,
  orphans: 'left',
  segments: 'on',
  grantCheck: 'on',
  bulk: 'blast',
  onError: 'go-back-n',
  windowPackets: 4,
  groupUsers: 'checked',
  groupMatch: 'identifier',
  groupNack: 'never',
  groupProbes: 2,
  groupNumbers: 16_000,
  lateReplies: 'discarded',
  groupDead: 'removed',
  replyJitterNs: 0,
  guests: 'behind',
}
