/** What a student does to a run: each is placed outside the event queue, at its time. */
import { BadInput } from '../../engine/assert.ts'
import type { Simulation } from '../../engine/simulation.ts'
import { Station } from '../../hardware/station.ts'
import { destroyProcess } from '../../kernel/destroy.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { boot, crash, halt } from '../../kernel/power.ts'
import { PARTS } from '../../programs/parts.ts'
import { EntityType } from '../../trace/entities.ts'
import { Action, type ActionName, DestroyReason, Kind } from '../../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../../trace/record.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { diskFault, isDiskFault } from './disk-faults.ts'
import type { Machine, MachineRoom } from './machine-room.ts'

/** Interventions that found nothing to act on, by their place in the list; filled in as the run goes. */
export type DidNotApply = Set<number>

export function placeInterventions(
  sim: Simulation,
  run: EntityId,
  room: MachineRoom,
  list: readonly Intervention[],
): DidNotApply {
  const missing: DidNotApply = new Set()
  list.forEach((intervention, i) => {
    const act = actionOf(sim, room, intervention, i, missing)
    const cut = intervention.cut ?? Number.POSITIVE_INFINITY
    sim.intervene({
      time: intervention.time,
      cut,
      act: () => {
        const entity = sim.entity(EntityType.intervention, run, `${intervention.action}@`, i + 1)
        const record = sim.emit(
          Kind.intervention,
          entity,
          Action[intervention.action as ActionName],
          Math.round(intervention.amount ?? 0),
        )
        act(record)
      },
    })
  })
  return missing
}

type Act = (record: RecordIndex) => void

function actionOf(
  sim: Simulation,
  room: MachineRoom,
  what: Intervention,
  index: number,
  missing: DidNotApply,
): Act {
  const unless = (applies: boolean, act: () => void) => {
    if (applies) act()
    else missing.add(index)
  }
  if (isDiskFault(what.action))
    return diskFault(sim, room, what.action, what, (is) =>
      is ? missing.add(index) : missing.delete(index),
    )
  switch (what.action) {
    case 'lose':
    case 'corrupt':
    case 'delay':
    case 'duplicate':
      return armTrap(room, what, what.action, index, missing)
    case 'crash': {
      const machine = machineOf(room, what)
      return () => unless(hasPower(machine), () => cutPower(machine))
    }
    case 'halt':
      return haltProcessor(room, what, unless)
    case 'reboot':
      return restart(sim, machineOf(room, what))
    case 'pin': {
      const machine = machineOf(room, what)
      const slots = Math.round(what.amount ?? 0)
      return (record) => unless(machine.on, () => machine.nic.pin(slots, record))
    }
    case 'slow': {
      const kernel = hostOf(room, what)
      const percent = percentOf(what)
      return () =>
        unless(kernel.on, () => {
          sim.emit(Kind.slow, kernel.host, percent)
          kernel.cpu.setSpeed(percent)
        })
    }
    case 'pause': {
      const kernel = hostOf(room, what)
      return () =>
        unless(kernel.on, () =>
          kernel.cpu.kernel((what.amount ?? 1000) * 1000, 'paused', () => {}, undefined),
        )
    }
    case 'cut': {
      const metre = what.amount ?? Number(what.target.split('@')[1])
      if (!(metre >= 0 && metre <= room.cable.metres))
        throw new BadInput(`A cut must be on the cable, from 0 to ${room.cable.metres} m.`)
      return () => void room.cable.cut(metre)
    }
    case 'heal':
      return () => unless(room.cable.heal(), () => {})
    case 'destroy':
      return destroyTarget(room, what, unless)
    default:
      throw new BadInput(
        `There is no intervention “${what.action}”: ${Object.keys(Action).join(', ')}.`,
      )
  }
}

function machineOf(room: MachineRoom, what: Intervention): Machine {
  const machine = room.machineOf.get(what.target)
  if (!machine)
    throw new BadInput(`“${what.action}” names no machine of this scenario: “${what.target}”.`)
  return machine
}

function hostOf(room: MachineRoom, what: Intervention): Kernel {
  const machine = machineOf(room, what)
  if (!(machine instanceof Station)) return machine
  throw new BadInput(`${machine.name} has no processor to ${what.action}: it only sends a load.`)
}

/** A processor that has failed is started again with its disks as they are. */
function restart(sim: Simulation, machine: Machine): Act {
  return (record) => {
    if (machine.on) cutPower(machine)
    sim.cause = record
    if (machine instanceof Station) machine.boot()
    else boot(machine)
  }
}

function haltProcessor(
  room: MachineRoom,
  what: Intervention,
  unless: (applies: boolean, act: () => void) => void,
): Act {
  const kernel = hostOf(room, what)
  return () => unless(kernel.on, () => halt(kernel))
}

function hasPower(machine: Machine): boolean {
  return machine instanceof Station ? machine.on : machine.powered
}

function cutPower(machine: Machine): void {
  if (machine instanceof Station) machine.crash()
  else crash(machine)
}

function percentOf(what: Intervention): number {
  const percent = Math.round(what.amount ?? 10)
  if (percent < 1 || percent > 1000)
    throw new BadInput('A machine can be slowed down to 1 % or sped up to 1,000 %.')
  return percent
}

function armTrap(
  room: MachineRoom,
  what: Intervention,
  action: 'lose' | 'corrupt' | 'delay' | 'duplicate',
  index: number,
  missing: DidNotApply,
): Act {
  const at = what.target.lastIndexOf('@')
  const host = at > 0 ? what.target.slice(at + 1) : null
  const matches = matcher(at > 0 ? what.target.slice(0, at) : what.target)
  if (host !== null && !room.machineOf.has(host))
    throw new BadInput(`There is no machine “${host}” to ${action} a frame at.`)
  return (record) => {
    missing.add(index)
    room.cable.arm({
      action,
      matches,
      host,
      delayNs: Math.round((what.amount ?? 1000) * 1000),
      record,
      frame: null,
      taken: () => void missing.delete(index),
    })
  }
}

/** `*` stands for any run of characters; everything else for itself. */
export function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  return (name) => {
    const first = parts[0] as string
    const last = parts[parts.length - 1] as string
    if (parts.length === 1) return name === pattern
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
      return false
    let from = first.length
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, from)
      if (found < 0) return false
      from = found + part.length
    }
    return from <= name.length - last.length
  }
}

function destroyTarget(
  room: MachineRoom,
  what: Intervention,
  unless: (applies: boolean, act: () => void) => void,
): Act {
  const dot = what.target.indexOf('.')
  const kernel = room.kernelOf.get(what.target.slice(0, Math.max(0, dot)))
  const name = what.target.slice(dot + 1).split('#')[0] as string
  if (kernel && !isCast(kernel, name) && isMade(room, name, 'wards'))
    throw new BadInput(
      `${what.target} is a guest: the program manager of its machine ends it, when its user interrupts it at home, and nobody else.`,
    )
  if (!kernel || !(isCast(kernel, name) || isMade(room, name, 'guests'))) {
    throw new BadInput(`“destroy” names no process of this scenario: “${what.target}”.`)
  }
  return () => {
    const process = [...kernel.processes.values()].find((candidate) => candidate.cast.name === name)
    unless(
      process !== undefined && !process.dead,
      () => process && destroyProcess(kernel, process, DestroyReason.destroyed),
    )
  }
}

function isCast({ casts }: Kernel, name: string): boolean {
  return casts.some((cast) => cast.name === name)
}

/** Of a program that another one makes as it runs, on whichever machine: whether it is there is seen when it is to end. */
function isMade({ kernels }: MachineRoom, name: string, as: 'guests' | 'wards'): boolean {
  return kernels.some(({ casts }) =>
    casts.some(({ program }) => PARTS.get(program)?.[as]?.includes(name)),
  )
}
