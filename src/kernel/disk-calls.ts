/** DiskRead and DiskWrite: the process blocks until its block has passed under the head. */
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'
import { wake } from './run-process.ts'
import { type DiskReadCall, DiskWriteCall } from './system-calls.ts'

type DiskCall = DiskReadCall | DiskWriteCall

/**
 * What the trap costs is not published: it is taken to be that of a Send. It does not stand behind bookkeeping: a
 * server that has replied and reads ahead has its disk at work while its kernel still cleans up.
 */
export function diskAccess(
  kernel: Kernel,
  process: Process,
  call: DiskCall,
): { readonly result: null } | undefined {
  if (!kernel.disk) return { result: null }
  const name = call instanceof DiskWriteCall ? 'DiskWrite' : 'DiskRead'
  kernel.cpu.urgent(costOf(kernel.costs.send), name, trapped, { kernel, process, call })
  return undefined
}

interface Using {
  readonly kernel: Kernel
  readonly process: Process
  readonly call: DiskCall
}

function trapped({ kernel, process, call }: Using): void {
  const { disk } = kernel
  if (process.dead || !disk) return
  process.become('on-disk')
  const done = (bytes: Uint8Array | null) => wake(kernel, process, bytes)
  if (call instanceof DiskWriteCall) disk.write(call.block, call.bytes, done)
  else disk.read(call.block, done)
}
