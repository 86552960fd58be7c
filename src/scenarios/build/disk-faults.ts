/** What a student does to a disk: a block decays, a write is spoiled, the whole is lost, a new one takes its place. */
import { BadInput } from '../../engine/assert.ts'
import type { Simulation } from '../../engine/simulation.ts'
import type { Disk } from '../../hardware/disk.ts'
import type { RecordIndex } from '../../trace/record.ts'
import type { Intervention } from '../../trace/tuple.ts'
import type { MachineRoom } from './machine-room.ts'

export const DISK_FAULTS = ['decay', 'wreck', 'replace', 'tear'] as const
type DiskFault = (typeof DISK_FAULTS)[number]

export function isDiskFault(action: string): action is DiskFault {
  return DISK_FAULTS.some((fault) => fault === action)
}

/** `missing`: marks the intervention as one that found nothing to act on, or takes that back. */
export function diskFault(
  sim: Simulation,
  room: MachineRoom,
  action: DiskFault,
  what: Intervention,
  missing: (is: boolean) => void,
): (record: RecordIndex) => void {
  const disk = diskOf(sim, room, what)
  if (action === 'wreck') return () => missing(!disk.lose())
  if (action === 'replace') return () => disk.replace()
  if (action === 'tear')
    return (record) => {
      missing(true)
      disk.spoilNextWrite(record, () => missing(false))
    }
  const block = Math.round(what.amount ?? 0)
  if (block < disk.blocks) return () => missing(!disk.decay(block))
  throw new BadInput(
    `${what.target} has the blocks 0 to ${disk.blocks - 1}, and no block ${block}.`,
  )
}

function diskOf(sim: Simulation, room: MachineRoom, { action, target }: Intervention): Disk {
  for (const kernel of room.kernels)
    for (const disk of kernel.disks) if (sim.entities.nameOf(disk.entity) === target) return disk
  throw new BadInput(`“${action}” names no disk of this scenario: “${target}”.`)
}
