/** What can be done to a thing at the cursor, and why not when it would change nothing. */
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import type { Intervention } from '../trace/tuple.ts'
import { frameName, thingName } from './names.ts'
import { diskMenu } from './what-if-disks.ts'

export interface WhatIf {
  readonly label: string
  /** Said beside a choice that would change nothing; null when it can be made. */
  readonly vain: string | null
  readonly intervention: Intervention
  /** How much, where that can be chosen: the intervention above holds the usual amount. */
  readonly amount?: ChosenAmount
}

export interface ChosenAmount {
  readonly unit: string
  /** In that unit. */
  readonly usual: number
  /** What an intervention counts in one of that unit. */
  readonly counts: number
  /** Said between the act and the number: `Delay it by`, `Slow it down to`. */
  readonly joined: string
  /** In that unit, where the place allows less than a link does. */
  readonly most?: number
  /** An amount that would change nothing, and why. */
  readonly idle?: { readonly amount: number; readonly vain: string }
}

export interface WhatIfMenu {
  readonly title: string
  readonly choices: readonly WhatIf[]
}

/** The program that others have guests of theirs started and ended by. */
const MANAGER = 'execution-manager'

interface Place {
  readonly trace: Trace
  readonly setup: RunSetup
  readonly prefix: number
  readonly time: number
}

/** The menu for a thing, or for the nearest thing around it that something can be done to. */
export function whatIf(place: Place, name: string): WhatIfMenu | null {
  const { trace } = place
  const entity = trace.find(name)
  if (entity === NONE) return null
  const frame = trace.within(entity, EntityType.frame)
  if (frame !== NONE) return ofStation(place, frameMenu(place, frame), trace.parentOf(frame))
  if (trace.typeOf(entity) === EntityType.exchange) return exchangeMenu(place, entity)
  if (trace.typeOf(entity) === EntityType.cable)
    return cableMenu(place, place.setup.cable.metres / 2)
  const host = trace.within(entity, EntityType.host)
  if (host === NONE) return null
  const type = trace.typeOf(entity)
  if (type === EntityType.disk || type === EntityType.block) {
    const { title, choices } = diskMenu(place, entity)
    return { title, choices: [...choices, ...powerChoices(place, host, trace.localName(host))] }
  }
  const process = type === EntityType.process ? processChoices(place, entity) : []
  const menu = hostMenu(place, host, process.length > 0 ? trace.localName(host) : 'it')
  return {
    title: process.length > 0 ? thingName(trace, entity) : menu.title,
    choices: [...process, ...ofStation(place, menu, host).choices],
  }
}

function frameMenu({ trace, prefix, time, setup }: Place, frame: EntityId): WhatIfMenu {
  const target = trace.nameOf(frame)
  const vain = frameIsOver({ trace, prefix, time, setup }, frame)
    ? 'it has already been on the cable and gone'
    : null
  const choice = (label: string, action: string, amount?: number): WhatIf => ({
    label,
    vain,
    intervention: { time, action, target, ...(amount === undefined ? {} : { amount }) },
  })
  return {
    title: frameName(trace, frame),
    choices: [
      choice('Lose it', 'lose'),
      choice('Damage it', 'corrupt'),
      { ...choice('Delay it', 'delay', 5000), amount: millis('by', 5) },
      choice('Send it twice', 'duplicate'),
    ],
  }
}

const millis = (joined: string, usual: number): ChosenAmount => ({
  unit: 'ms',
  usual,
  counts: 1000,
  joined,
})

/** A frame can still be caught until the tail of its last transmission has passed the far end. */
export function frameIsOver({ trace, setup, time, prefix }: Place, frame: EntityId): boolean {
  const across = setup.cable.metres * setup.cable.nsPerMetre
  const attempts = trace.childrenOf(frame).filter((id) => trace.typeOf(id) === EntityType.attempt)
  const last = attempts[attempts.length - 1]
  if (last === undefined)
    return trace.recordsOf(frame, 0, prefix).some((i) => trace.kind(i) === Kind.frameDone)
  const close = trace.recordsOf(last).find((i) => trace.kind(i) === Kind.transmitClose)
  return close !== undefined && trace.time(close) + across <= time
}

/** A transaction's frames that are still to come, or on the cable: the next of them is meant. */
function exchangeMenu(place: Place, exchange: EntityId): WhatIfMenu | null {
  const { trace } = place
  const frames = trace.childrenOf(exchange).filter((id) => trace.typeOf(id) === EntityType.frame)
  const next = frames.find((frame) => !frameIsOver(place, frame)) ?? frames[frames.length - 1]
  return next === undefined ? hostOf(place, exchange) : frameMenu(place, next)
}

function hostOf(place: Place, entity: EntityId): WhatIfMenu | null {
  const host = place.trace.within(entity, EntityType.host)
  return host === NONE ? null : hostMenu(place, host)
}

/** A menu with the dice of a station added, where the thing is a station's. */
function ofStation(place: Place, menu: WhatIfMenu, host: EntityId): WhatIfMenu {
  const isStation = place.setup.hosts.some((each) => each.entity === host && each.station)
  return isStation ? { ...menu, choices: [...menu.choices, pinChoice(place, host)] } : menu
}

/** You are the dice: the slots of a station's next backoff, 0 to as many as it would have drawn from. */
function pinChoice(place: Place, host: EntityId): WhatIf {
  const { trace, time } = place
  const target = trace.localName(host)
  const next = nextBackoff(place, host)
  const most = next === NONE ? 0 : trace.b(next) - 1
  return {
    label: `Choose the slots of ${target}’s next backoff`,
    vain: next === NONE ? `${target} does not back off after this moment` : null,
    intervention: { time, action: 'pin', target, amount: 0 },
    amount: { unit: `of 0–${most}`, usual: 0, counts: 1, joined: 'as', most },
  }
}

/** The first draw of a station after this moment that nobody has chosen; until then a choice changes nothing. */
function nextBackoff({ trace, prefix }: Place, host: EntityId): RecordIndex {
  let first = NONE
  for (const frame of trace.childrenOf(host)) {
    if (trace.typeOf(frame) !== EntityType.frame) continue
    for (const record of trace.recordsOf(frame, prefix)) {
      const free = trace.kind(record) === Kind.backoffOpen && trace.because(record) === NONE
      if (free && (first === NONE || record < first)) first = record
    }
    // Frames leave in the order of their making.
    if (first !== NONE) return first
  }
  return first
}

/**
 * What can be done to a machine's power, and to its processor where it has disks that outlive it. `it`: how the
 * machine is called there; where the menu is that of something on it, “it” would be that.
 */
function powerChoices({ trace, prefix, time, setup }: Place, host: EntityId, it: string): WhatIf[] {
  const its = it === 'it' ? 'its' : `${it}’s`
  const target = trace.localName(host)
  const on = trace.value(host, Field.power, prefix) !== 0
  const failed = trace.value(host, Field.failed, prefix) === 1
  const choice = (label: string, vain: string | null, action: string): WhatIf => ({
    label,
    vain,
    intervention: { time, action, target },
  })
  const hasDisk = setup.hosts.some((each) => each.entity === host && each.disks)
  const stops = on ? null : `${target} does not run`
  return [
    choice(`Cut ${its} power`, on || failed ? null : `${target} has no power`, 'crash'),
    ...(hasDisk ? [choice(`Let ${its} processor fail`, stops, 'halt')] : []),
    choice(`Start ${it} again`, on ? `${target} is running` : null, 'reboot'),
  ]
}

function hostMenu(place: Place, host: EntityId, it = 'it'): WhatIfMenu {
  const { trace, prefix, time, setup } = place
  const name = trace.localName(host)
  const on = trace.value(host, Field.power, prefix) !== 0
  const speed = trace.value(host, Field.speed, prefix) ?? 100
  const off = on ? null : `${name} has no power`
  const choice = (label: string, vain: string | null, action: string, amount?: number): WhatIf => ({
    label,
    vain,
    intervention: { time, action, target: name, ...(amount === undefined ? {} : { amount }) },
  })
  const bare = setup.hosts.some((each) => each.entity === host && each.station !== undefined)
  const idle = bare ? `${name} only sends a load and has no processor` : off
  const percent: ChosenAmount = {
    unit: '%',
    usual: 10,
    counts: 1,
    joined: 'to',
    idle: { amount: speed, vain: `${name} already runs at ${speed} %` },
  }
  return {
    title: name,
    choices: [
      ...powerChoices(place, host, it),
      { ...choice(`Run ${it} slowed down`, idle, 'slow', 10), amount: percent },
      { ...choice(`Pause ${it}`, idle, 'pause', 10_000), amount: millis('for', 10) },
    ],
  }
}

function processChoices({ trace, prefix, time }: Place, process: EntityId): WhatIf[] {
  const dead = trace
    .recordsOf(process, 0, prefix)
    .some((i) => trace.kind(i) === Kind.processDestroyed)
  return [
    {
      label: 'End this process',
      vain: dead ? 'it has ended' : wardOf(trace, process, prefix),
      intervention: { time, action: 'destroy', target: trace.nameOf(process) },
    },
  ]
}

/** Who is to be told of its end ends it: else its user would wait for that for ever. */
function wardOf(trace: Trace, process: EntityId, prefix: number): string | null {
  const made = trace
    .recordsOf(process, 0, prefix)
    .find((i) => trace.kind(i) === Kind.environmentMade)
  const maker = made === undefined ? NONE : trace.a(made)
  const born = trace.recordsOf(maker, 0, prefix).find((i) => trace.kind(i) === Kind.processCreated)
  if (born === undefined || trace.string(trace.b(born)) !== MANAGER) return null
  return `${thingName(trace, maker)} alone ends it, when its user interrupts it at home; a switch has that happen`
}

export function cableMenu({ trace, prefix, time, setup }: Place, metre: number): WhatIfMenu {
  const records = trace.recordsOf(setup.cable.entity, 0, prefix)
  const last = records.findLast((i) => {
    const kind = trace.kind(i)
    return kind === Kind.cableCut || kind === Kind.cableHealed
  })
  const isCut = last !== undefined && trace.kind(last) === Kind.cableCut
  const amount = Math.round(metre)
  const target = trace.nameOf(setup.cable.entity)
  return {
    title: 'The cable',
    choices: [
      {
        label: `Cut it at ${amount} m`,
        vain: isCut ? 'it is cut' : null,
        intervention: { time, action: 'cut', target, amount },
      },
      {
        label: 'Mend it',
        vain: isCut ? null : 'it is whole',
        intervention: { time, action: 'heal', target },
      },
    ],
  }
}
