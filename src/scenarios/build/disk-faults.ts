/** What a student does to a disk: a block decays, the whole is lost, a new one takes its place. */
import { BadInput } from '../../engine/assert.ts'
import type { Simulation } from '../../engine/simulation.ts'
import type { Disk } from '../../hardware/disk.ts'
import type { Intervention } from '../../trace/tuple.ts'
import type { MachineRoom } from './machine-room.ts'

export const DISK_FAULTS = ['decay', 'wreck', 'replace'] as const
type DiskFault = (typeof DISK_FAULTS)[number]

export function isDiskFault(action: string): action is DiskFault {
  return DISK_FAULTS.some((fault) => fault === action)
}

/** Does it, and says whether there was anything to do it to. */
export function diskFault(
  sim: Simulation,
  room: MachineRoom,
  action: DiskFault,
  what: Intervention,
): () => boolean {
  const disk = diskOf(sim, room, what)
  if (action === 'wreck') return () => disk.lose()
  if (action === 'replace')
    return () => {
      disk.replace()
      return true
    }
  const block = Math.round(what.amount ?? 0)
  if (block < disk.blocks) return () => disk.decay(block)
  throw new BadInput(
    `${what.target} has the blocks 0 to ${disk.blocks - 1}, and no block ${block}.`,
  )
}

function diskOf(sim: Simulation, room: MachineRoom, { action, target }: Intervention): Disk {
  for (const kernel of room.kernels)
    for (const disk of kernel.disks) if (sim.entities.nameOf(disk.entity) === target) return disk
  throw new BadInput(`“${action}” names no disk of this scenario: “${target}”.`)
}
