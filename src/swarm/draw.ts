/**
 * Faults drawn from a seed, by swarm: every kind that a scenario tolerates has its own rate, and half of the kinds
 * or more are off in any one run, so that each is met alone, in pairs and in crowds. What is drawn stands in the tuple: a
 * run that fails is a link, and goes on failing when this file has changed.
 */
import { RandomStream } from '../engine/random.ts'
import { machineOf } from '../scenarios/document/cuts.ts'
import type { Tolerance } from '../scenarios/document/document.ts'
import type { Intervention } from '../trace/tuple.ts'
import type { Ground } from './ground.ts'

/** As documents name them in `tolerates`: `tear` is a power cut in the midst of a write, `spoil` a write that goes wrong by itself. */
export const FAULTS = [
  'lose',
  'corrupt',
  'delay',
  'duplicate',
  'crash',
  'reboot',
  'halt',
  'tear',
  'spoil',
  'decay',
  'cut',
  'slow',
  'pause',
] as const
export type Fault = (typeof FAULTS)[number]

export interface Swarm {
  readonly faults: readonly Intervention[]
  /** Puts right what a fault has left: a cut cable, a slow machine. */
  readonly healing: readonly Intervention[]
  /** ns from which on everything is whole again. */
  readonly healedNs: number
}

/** A link holds no more. */
const FAULTS_MAX = 56
const OF_ONE_KIND_MAX = 12
const MEAN = [1, 1, 2, 3, 6]
const USUAL_MS = 100

export function drawSwarm(seed: number, tolerates: readonly Tolerance[], ground: Ground): Swarm {
  const random = new RandomStream(seed, 'swarm')
  const horizonNs = ground.endNs * (1 + random.below(3)) + 1
  const draw: Drawing = { random, ground, horizonNs, restarts: isTolerated(tolerates, 'reboot') }
  const faults: Intervention[] = []
  const drawn = new Set<string>()
  // In one run of four a single kind, in the others each with even chances.
  const alone = random.below(4) === 0 ? random.below(Math.max(1, tolerates.length)) : null
  for (const [i, tolerance] of tolerates.entries()) {
    const fault = FAULTS.find((each) => each === tolerance.fault)
    const isOn = alone === null ? random.below(2) === 1 : alone === i
    const isBarred = tolerance.without?.some((other) => drawn.has(other)) ?? false
    if (!fault || !isOn || isBarred) continue
    drawn.add(fault)
    for (let n = howMany(draw, tolerance); n > 0 && faults.length < FAULTS_MAX; n--)
      faults.push(...STRIKES[fault](draw, tolerance))
  }
  faults.sort((one, other) => one.time - other.time)
  const healedNs = Math.max(horizonNs, ...faults.map(({ time }) => time))
  return { faults, healing: healingOf(faults, healedNs), healedNs }
}

/** What has no power gets it back, whatever else it was that took it. */
function healingOf(faults: readonly Intervention[], time: number): readonly Intervention[] {
  const slowed = new Set(faults.flatMap((it) => (it.action === 'slow' ? [it.target] : [])))
  const up = new Map<string, boolean>()
  for (const it of faults)
    if (it.action === 'crash' || it.action === 'reboot') up.set(it.target, it.action === 'reboot')
  return [
    ...[...up].filter(([, on]) => !on).map(([target]) => ({ time, action: 'reboot', target })),
    ...[...slowed].map((target) => ({ time, action: 'slow', target, amount: 100 })),
    ...(faults.some(({ action }) => action === 'cut')
      ? [{ time, action: 'heal', target: 'cable' }]
      : []),
  ]
}

interface Drawing {
  readonly random: RandomStream
  readonly ground: Ground
  readonly horizonNs: number
  /** A machine that has lost its power is started again. */
  readonly restarts: boolean
}
type Strike = (draw: Drawing, tolerance: Tolerance) => readonly Intervention[]

function isTolerated(tolerates: readonly Tolerance[], fault: Fault): boolean {
  return tolerates.some((each) => each.fault === fault)
}

/** A share of the frames where a rate is stated, else a few. */
function howMany(draw: Drawing, tolerance: Tolerance): number {
  return Math.min(tolerance.most ?? FAULTS_MAX, byRate(draw, tolerance))
}

function byRate({ random, ground }: Drawing, { highestRatePercent }: Tolerance): number {
  const mean = MEAN[random.below(MEAN.length)] as number
  if (highestRatePercent === undefined) return Math.min(OF_ONE_KIND_MAX, 1 + random.below(2 * mean))
  const percent = (highestRatePercent * (1 + random.below(100))) / 100
  let count = 0
  for (let i = 0; i < ground.frames; i++) if (random.chance(percent)) count++
  return Math.min(OF_ONE_KIND_MAX * 2, Math.max(1, count))
}

/** Where something happens more often than where nothing does: in the stretch after a random instant. */
function moment({ random, ground, horizonNs }: Drawing): number {
  const { instants } = ground
  if (instants.length < 2 || random.below(4) === 0) return within(random, 0, horizonNs)
  const i = random.below(instants.length - 1)
  const from = instants[i] as number
  return within(random, from, instants[i + 1] as number)
}

/** ns from `from` up to and with `to`. */
function within(random: RandomStream, from: number, to: number): number {
  const room = Math.max(0, to - from)
  // Two draws: a stretch may be longer than 2^32 ns.
  const share = (random.bits() + random.bits() / 0x100000000) / 0x100000000
  return Math.floor(from + room * share)
}

/** A length of time, ns: short ones as often as long ones. */
function lasting({ random }: Drawing, { longestMs = USUAL_MS }: Tolerance): number {
  const longest = longestMs * 1e6
  return Math.max(1000, within(random, 0, longest / (1 << random.below(8))))
}

/** A machine that the fault may strike. */
function hostIn({ random, ground }: Drawing, { at }: Tolerance): string {
  const open = ground.hosts.filter(({ name }) => mayStrike(at, name))
  return open[random.below(Math.max(1, open.length))]?.name ?? ''
}

/** Where the cable may be cut: between machines that may be parted from the others, and these. */
function cutMetre({ random, ground }: Drawing, { at }: Tolerance): number {
  const whole = Math.floor(ground.metres) + 1
  if (!at) return random.below(whole)
  const isLeft = (side: Ground['hosts']): boolean => side.every(({ name }) => mayStrike(at, name))
  const open = Array.from({ length: whole }, (_, metre) => metre).filter(
    (cut) =>
      isLeft(ground.hosts.filter(({ metre }) => metre <= cut)) ||
      isLeft(ground.hosts.filter(({ metre }) => metre > cut)),
  )
  return open[random.below(Math.max(1, open.length))] ?? 0
}

function diskIn(
  { random, ground }: Drawing,
  { at }: Tolerance,
): Ground['disks'][number] | undefined {
  const open = ground.disks.filter(({ name }) => mayStrike(at, machineOf(name)))
  return open[random.below(Math.max(1, open.length))]
}

/** `M` of `at` means M, and M1 … Mn where it is a repeated host. */
function mayStrike(at: Tolerance['at'], name: string): boolean {
  return at?.some((each) => name === each || name.replace(/\d+$/, '') === each) ?? true
}

const onFrame =
  (action: string): Strike =>
  (draw) => [{ time: moment(draw), action, target: '*' }]

/** Without its power, and with it again unless the scenario knows no restart. */
function powerCut(draw: Drawing, tolerance: Tolerance, time: number, target: string) {
  const fault = { time, action: 'crash', target }
  if (!draw.restarts) return [fault]
  return [fault, { time: time + lasting(draw, tolerance), action: 'reboot', target }]
}

const STRIKES: Readonly<Record<Fault, Strike>> = {
  lose: onFrame('lose'),
  corrupt: onFrame('corrupt'),
  duplicate: onFrame('duplicate'),
  delay: (draw, tolerance) => {
    const amount = Math.ceil(lasting(draw, tolerance) / 1000)
    return [{ time: moment(draw), action: 'delay', target: '*', amount }]
  },
  crash: (draw, its) => powerCut(draw, its, moment(draw), hostIn(draw, its)),
  reboot: (draw, its) => [{ time: moment(draw), action: 'reboot', target: hostIn(draw, its) }],
  halt: (draw, tolerance) => {
    const target = hostIn(draw, tolerance)
    const time = moment(draw)
    const back = { time: time + lasting(draw, tolerance), action: 'reboot', target }
    return [{ time, action: 'halt', target }, back]
  },
  tear: (draw, tolerance) => {
    const { random, ground } = draw
    const open = ground.writes.filter(({ host }) => mayStrike(tolerance.at, host))
    const write = open[random.below(Math.max(1, open.length))]
    if (!write) return []
    return powerCut(draw, tolerance, within(random, write.fromNs, write.toNs), write.host)
  },
  spoil: (draw, its) => {
    const disk = diskIn(draw, its)
    return disk ? [{ time: moment(draw), action: 'tear', target: disk.name }] : []
  },
  decay: (draw, its) => {
    const disk = diskIn(draw, its)
    const block = disk?.blocks[draw.random.below(disk.blocks.length)]
    if (!disk || block === undefined) return []
    return [{ time: moment(draw), action: 'decay', target: disk.name, amount: block }]
  },
  cut: (draw, tolerance) => {
    const time = moment(draw)
    const amount = cutMetre(draw, tolerance)
    const heal = { time: time + lasting(draw, tolerance), action: 'heal', target: 'cable' }
    return [{ time, action: 'cut', target: 'cable', amount }, heal]
  },
  slow: (draw, its) => {
    const amount = 1 + draw.random.below(99)
    return [{ time: moment(draw), action: 'slow', target: hostIn(draw, its), amount }]
  },
  pause: (draw, tolerance) => {
    const amount = Math.ceil(lasting(draw, tolerance) / 1000)
    return [{ time: moment(draw), action: 'pause', target: hostIn(draw, tolerance), amount }]
  },
}
