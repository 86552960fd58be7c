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
}

export const DEFAULT_OPTIONS: KernelOptions = {
  retransmitNs: 100_000_000,
  retriesMax: 5,
  alienRetentionNs: 1_000_000_000,
  aliens: 8,
  duplicateTable: 'volatile',
  binding: 'unchecked',
  localTransfer: 'memory',
}
