/** Every metric that one run gives, by name. The runner adds `invariantViolations`, which is the checkers'. */
import type { Metric } from '../trace/fold.ts'
import { hardwareMs, instructionsInBudget, protocolMs, schedulingMs } from './budget.ts'
import { bufferPeak } from './buffer-peak.ts'
import { CLIENT_CACHE_METRICS } from './client-caches.ts'
import { COMMITMENT_METRICS } from './commitment.ts'
import { COPY_METRICS } from './copies.ts'
import { DIRECTORY_METRICS } from './directories.ts'
import { ETHERNET_METRICS } from './ethernet.ts'
import {
  exchangeMs,
  exchangesPerSecond,
  framesPerExchange,
  messagesPerSecond,
  nullRpcMs,
  offeredLoadKbps,
} from './exchange.ts'
import { FILE_SERVER_METRICS } from './file-servers.ts'
import { FILE_METRICS } from './files.ts'
import { GROUP_METRICS } from './groups.ts'
import { HOST_METRICS } from './hosts.ts'
import { JOB_METRICS } from './jobs.ts'
import {
  clientOutcomeState,
  detectionMs,
  falseSuspicions,
  orphanCpuMs,
  replyPendingFrames,
} from './liveness.ts'
import {
  bytesOnWire,
  collisions,
  cpuBusyMs,
  frameMicros,
  framesLost,
  framesSent,
  simulatedMs,
} from './machines.ts'
import { MAKE_MACHINE_METRICS } from './make-machines.ts'
import { MAKE_METRICS } from './makes.ts'
import { MEMBERSHIP_METRICS } from './membership.ts'
import { MIGRATION_METRICS } from './migration.ts'
import {
  acksSent,
  framesPerPage,
  loadMs,
  movesRefused,
  packetsResent,
  packetsSent,
  pageReadMs,
  pageWriteMs,
  throughputKBps,
  wireSharePercent,
} from './moves.ts'
import { NAME_METRICS } from './names.ts'
import { ORDERING_METRICS } from './ordering.ts'
import { datagramBytes, penaltyMs } from './penalty.ts'
import { PIPELINE_METRICS } from './pipelines.ts'
import { POOL_METRICS } from './pool.ts'
import { clientCpuMs, cpuOverlapMs, serverCpuMs } from './processors.ts'
import { readMs, writeMs } from './reads-and-writes.ts'
import { balanceErrorUnits, recoveredState, recoveryMs } from './recovered-state.ts'
import { duplicatesSuppressed, executions, retransmissions, sendFailures } from './recovery.ts'
import { REMOTE_PROGRAM_METRICS } from './remote-programs.ts'
import { RUN_SERVER_METRICS } from './run-server.ts'
import { diskOps, stablePutMs } from './stable-storage.ts'
import { staleReads } from './stale-reads.ts'
import { TOKEN_SITE_METRICS } from './token-site.ts'
import { TRANSACTION_METRICS } from './transactions.ts'
import { transferKBps, transferMs } from './version-reads.ts'
import { VERSION_METRICS } from './versions.ts'

/** Given by every run. */
export const COMMON_METRICS: readonly Metric[] = [
  simulatedMs,
  framesSent,
  framesLost,
  bytesOnWire,
  collisions,
  cpuBusyMs,
]

/** Every metric, each under a name of its own. */
export const ALL_METRICS: readonly Metric[] = [
  ...COMMON_METRICS,
  frameMicros,
  exchangeMs,
  framesPerExchange,
  penaltyMs,
  datagramBytes,
  clientCpuMs,
  serverCpuMs,
  cpuOverlapMs,
  offeredLoadKbps,
  exchangesPerSecond,
  nullRpcMs,
  hardwareMs,
  schedulingMs,
  protocolMs,
  messagesPerSecond,
  instructionsInBudget,
  executions,
  duplicatesSuppressed,
  retransmissions,
  sendFailures,
  falseSuspicions,
  detectionMs,
  replyPendingFrames,
  orphanCpuMs,
  clientOutcomeState,
  ...ETHERNET_METRICS,
  pageReadMs,
  pageWriteMs,
  loadMs,
  framesPerPage,
  wireSharePercent,
  movesRefused,
  packetsSent,
  packetsResent,
  acksSent,
  throughputKBps,
  ...GROUP_METRICS,
  ...MEMBERSHIP_METRICS,
  ...ORDERING_METRICS,
  ...TOKEN_SITE_METRICS,
  ...NAME_METRICS,
  ...FILE_METRICS,
  ...HOST_METRICS,
  ...POOL_METRICS,
  ...RUN_SERVER_METRICS,
  bufferPeak,
  ...COMMITMENT_METRICS,
  ...COPY_METRICS,
  readMs,
  writeMs,
  staleReads,
  ...JOB_METRICS,
  ...FILE_SERVER_METRICS,
  stablePutMs,
  diskOps,
  recoveredState,
  balanceErrorUnits,
  recoveryMs,
  ...CLIENT_CACHE_METRICS,
  ...TRANSACTION_METRICS,
  ...VERSION_METRICS,
  transferMs,
  transferKBps,
  ...REMOTE_PROGRAM_METRICS,
  ...MAKE_METRICS,
  ...MAKE_MACHINE_METRICS,
  ...PIPELINE_METRICS,
  ...DIRECTORY_METRICS,
  ...MIGRATION_METRICS,
]

export const METRICS: Readonly<Record<string, Metric>> = Object.fromEntries(
  ALL_METRICS.map((metric) => [metric.name, metric]),
)
