/** Every program that a document may cast, by name. */

import { accountClientPart, accountServerPart } from './account.ts'
import { builderPart } from './builder.ts'
import { cacheServerPart, cacheUserPart, promisesPart } from './cached-user.ts'
import { clientPart } from './client.ts'
import { commandPart } from './command.ts'
import { coordinatorPart, participantPart, watcherPart } from './commitment.ts'
import { copyClientPart, copyCourierPart, copyServerPart, copyWriterPart } from './copies.ts'
import { directoryCourierPart, directoryPart } from './directory.ts'
import { editorPart, nameReaderPart } from './editors.ts'
import { executionManagerPart } from './execution-manager.ts'

import { fileReaderPart } from './file-reader.ts'
import { fileServerPart, updatePart } from './file-server.ts'
import { fileSaverPart, fileWorkerPart } from './file-worker.ts'
import { founderPart, joinerPart } from './founder.ts'
import { askerPart, memberPart } from './group.ts'
import { homeNamesPart, homeOwnerPart, keyboardPart, terminalPart } from './home.ts'
import { homeFilesPart } from './home-files.ts'
import { hostUserPart } from './host-user.ts'
import {
  immutableStorePart,
  storeCopierPart,
  storeKeeperPart,
  storeSweeperPart,
} from './immutable-store.ts'
import { jobClientPart, jobServerPart } from './job.ts'
import { jobManagerPart, jobPlacePart } from './job-manager.ts'
import { jobOperatorPart } from './job-operator.ts'
import { machineOwnerPart } from './machine-owner.ts'
import { makeEditorPart } from './make-again.ts'
import { makeMasterPart } from './make-master.ts'
import { makeWatcherPart } from './make-watcher.ts'
import { mixedClientPart, mixedServerPart } from './mixed-load.ts'
import { MOVER_PARTS } from './mover-parts.ts'
import { nameClientPart, nameServerPart } from './name-client.ts'
import { nameManagerPart, nameMoverPart } from './name-manager.ts'
import { cacheWriterPart, numberServerPart } from './number-server.ts'
import { orderedMemberPart } from './ordered-group.ts'
import { pageClientPart } from './page-client.ts'
import { pageServerPart } from './page-server.ts'
import type { Part } from './part.ts'
import { pipePart, streamSinkPart, streamSourcePart, streamStagePart } from './pipeline.ts'
import {
  jobQueuePart,
  jobWorkerPart,
  poolUserPart,
  screenEditorPart,
  typistPart,
  windowManagerPart,
} from './pool.ts'
import { programLoaderPart, programServerPart } from './program-loader.ts'
import { environmentPart, programManagerPart } from './program-manager.ts'
import { questionerPart } from './questioner.ts'
import { echoPart, replicaPart } from './replica.ts'
import { runPollerPart, runServerPart } from './run-server.ts'
import { scriptPart } from './script.ts'
import { searchMasterPart } from './search-master.ts'
import { searchWorkerPart } from './search-worker.ts'
import { serverPart } from './server.ts'
import { stableClientPart, stableKeeperPart, stableStorePart } from './stable-store.ts'
import { streamWatcherPart } from './stream-watcher.ts'
import { tokenSitePart } from './token-site.ts'
import { transactionServerPart, transferClientPart } from './transaction-bank.ts'
import { applicationPart, lookingPart } from './transaction-client.ts'
import { auditorPart, passerByPart, transferPart } from './transfer.ts'
import { updaterPart } from './updater.ts'
import { versionReaderPart, versionWriterPart } from './version-users.ts'
import { virtualProcessorPart } from './virtual-processor.ts'

const all: readonly Part[] = [
  clientPart,
  serverPart,
  accountClientPart,
  accountServerPart,
  memberPart,
  askerPart,
  questionerPart,
  founderPart,
  joinerPart,
  replicaPart,
  echoPart,
  updaterPart,
  orderedMemberPart,
  tokenSitePart,
  scriptPart,
  jobClientPart,
  jobServerPart,
  jobOperatorPart,
  searchMasterPart,
  searchWorkerPart,
  fileServerPart,
  fileReaderPart,
  fileWorkerPart,
  fileSaverPart,
  updatePart,
  cacheUserPart,
  promisesPart,
  cacheServerPart,
  pageServerPart,
  pageClientPart,
  programServerPart,
  programLoaderPart,
  mixedServerPart,
  mixedClientPart,
  nameManagerPart,
  nameMoverPart,
  nameServerPart,
  nameClientPart,
  machineOwnerPart,
  programManagerPart,
  environmentPart,
  hostUserPart,
  runServerPart,
  runPollerPart,
  coordinatorPart,
  participantPart,
  watcherPart,
  applicationPart,
  lookingPart,
  stableStorePart,
  stableClientPart,
  stableKeeperPart,
  numberServerPart,
  cacheWriterPart,
  transferPart,
  auditorPart,
  passerByPart,
  transactionServerPart,
  transferClientPart,
  copyServerPart,
  copyCourierPart,
  copyWriterPart,
  copyClientPart,
  immutableStorePart,
  storeSweeperPart,
  storeCopierPart,
  storeKeeperPart,
  versionWriterPart,
  versionReaderPart,
  executionManagerPart,
  commandPart,
  homeFilesPart,
  homeNamesPart,
  terminalPart,
  keyboardPart,
  homeOwnerPart,
  makeEditorPart,
  makeMasterPart,
  makeWatcherPart,
  builderPart,
  virtualProcessorPart,
  jobManagerPart,
  jobPlacePart,
  pipePart,
  streamSourcePart,
  streamStagePart,
  streamSinkPart,
  streamWatcherPart,
  directoryPart,
  directoryCourierPart,
  editorPart,
  nameReaderPart,
  ...MOVER_PARTS,
  jobQueuePart,
  jobWorkerPart,
  poolUserPart,
  typistPart,
  screenEditorPart,
  windowManagerPart,
]

export const PARTS: ReadonlyMap<string, Part> = new Map(all.map((part) => [part.name, part]))
