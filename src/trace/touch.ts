/** An instant at which something of one machine changed, as a run tells of it. */
export interface Touch {
  /** ns */
  readonly time: number
  /** Events of that instant that had begun, the one that changed it with them; 0 before the first. */
  readonly events: number
  /** Whether the machine has power after it. */
  readonly on: boolean
  /** Whether one of its disks is writing after it: what is on the platter then changes between two records. */
  readonly writing: boolean
}
