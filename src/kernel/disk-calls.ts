/** DiskRead and DiskWrite: the process blocks until its block has passed under the head. */

import type { Outcome } from '../engine/program.ts'
import { ABSENT, type Disk, type DiskAnswer } from '../hardware/disk.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'
import { wake } from './run-process.ts'
import {
  type DiskReadCall,
  type DiskWriteAllCall,
  DiskWriteCall,
  type NameBlockCall,
  type NameContentCall,
} from './system-calls.ts'

type DiskCall = DiskReadCall | DiskWriteCall

/**
 * What the trap costs is not published: it is taken to be that of a Send. It does not stand behind bookkeeping: a
 * server that has replied and reads ahead has its disk at work while its kernel still cleans up.
 */
export function diskAccess(
  kernel: Kernel,
  process: Process,
  call: DiskCall,
): { readonly result: DiskAnswer } | undefined {
  const disk = kernel.disks[call.disk - 1]
  if (!disk) return { result: ABSENT }
  const name = call instanceof DiskWriteCall ? 'DiskWrite' : 'DiskRead'
  kernel.cpu.urgent(costOf(kernel.costs.send), name, trapped, { kernel, process, call, disk })
  return undefined
}

interface Using {
  readonly kernel: Kernel
  readonly process: Process
  readonly call: DiskCall
  readonly disk: Disk
}

function trapped({ kernel, process, call, disk }: Using): void {
  if (process.dead) return
  process.become('on-disk')
  const done = (answer: DiskAnswer) => wake(kernel, process, answer)
  if (call instanceof DiskWriteCall) disk.write(call.block, call.bytes, done)
  else disk.read(call.block, done)
}

/** One trap for all; the disks work side by side. */
export function diskWriteAll(kernel: Kernel, process: Process, call: DiskWriteAllCall): Outcome {
  const writing = { kernel, process, call }
  kernel.cpu.urgent(costOf(kernel.costs.send), 'DiskWrite', trappedAll, writing)
  return undefined
}

interface Writing {
  readonly kernel: Kernel
  readonly process: Process
  readonly call: DiskWriteAllCall
}

function trappedAll({ kernel, process, call }: Writing): void {
  if (process.dead) return
  process.become('on-disk')
  const { block, bytes, disks } = call
  const answers: DiskAnswer[] = disks.map(() => ABSENT)
  let left = disks.length
  const { cause } = kernel.sim
  disks.forEach((number, i) => {
    kernel.sim.cause = cause
    const done = (answer: DiskAnswer): void => {
      answers[i] = answer
      if (--left === 0) wake(kernel, process, answers)
    }
    const disk = kernel.disks[number - 1]
    if (disk) disk.write(block, bytes, done)
    else done(ABSENT)
  })
}

// For the onlooker -----------------------------------------------------------------------------------
export function nameBlock(kernel: Kernel, { block, label, disk, role }: NameBlockCall): Outcome {
  kernel.disks[disk - 1]?.nameBlock(block, label, role)
  return { result: undefined }
}

export function nameContent(kernel: Kernel, call: NameContentCall): Outcome {
  const { block, bytes, words, disk } = call
  kernel.disks[disk - 1]?.nameContent(block, bytes, words)
  return { result: undefined }
}
