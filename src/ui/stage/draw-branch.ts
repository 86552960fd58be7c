/**
 * A transaction on a machine's card, by line and not by hue: active is a dashed pill, for it may be undone; prepared
 * the same pill half filled; committed a solid bar with a tick; aborted an outlined box with a cross.
 */
import { BRANCH_WORDS } from '../../analysis/commit-words.ts'
import type { StageBranch, StageLock } from '../../analysis/stage/branches.ts'
import type { StageHost, StageModel } from '../../analysis/stage/stage-model.ts'
import type { Room } from './room-layout.ts'
import { f, path, rect, type Scene, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

const SHORT: Readonly<Record<StageBranch['state'], string>> = {
  active: 'active',
  prepared: 'prepared',
  committed: 'committed',
  aborted: 'aborted',
}

export interface BranchPill {
  readonly node: SvgNode
  readonly width: number
}

/** The longest form that fits into `room`; nothing where none does. */
export function branchPill(
  scene: Scene,
  branch: StageBranch,
  x: number,
  base: number,
  room: number,
  locks: readonly StageLock[] = [],
): BranchPill | null {
  const u = scene.unit
  const { name, state } = branch
  const hasSign = state === 'committed' || state === 'aborted'
  const lock = locks.find(({ blocks }) => blocks)
  const signWidth = hasSign || lock ? 14 * u : 0
  const waits = lock ? [`${name} ${SHORT[state]}: ${lock.short}`, lock.short] : []
  const forms = branch.words ?? [...waits, `${name} ${SHORT[state]}`, name]
  const text = forms.find((each) => scene.width(each, 'note', true) + signWidth + 18 * u <= room)
  if (text === undefined) return null
  const width = scene.width(text, 'note', true) + signWidth + 18 * u
  const box = { x, y: base - 14.5 * u, w: width, h: 20 * u }
  const round = state === 'active' || state === 'prepared' ? 10 * u : 3 * u
  const parts = [rect('pill', `branch ${state}`, box, round)]
  if (state === 'prepared') parts.push(path('half', 'branch-half', halfOf(box, round)))
  if (hasSign) parts.push(markOf(state, x + 9 * u, base - 4.5 * u, u))
  else if (lock) parts.push(...padlock(x + 8 * u, base - 4.5 * u, u))
  const className = `t-note2 b branch-word ${state}`
  parts.push(words('word', className, x + 9 * u + signWidth, base, text))
  const held = branch.holds.length > 0 ? `, holds ${branch.holds.join(', ')}` : ''
  const blocked = lock ? `; ${lock.name} is ${lock.word}` : ''
  const says =
    branch.says ?? `Transaction ${name}, ${BRANCH_WORDS[state] ?? state}${held}${blocked}`
  return { node: scene.thing(branch.entity, 'part', says, box, round, parts), width }
}

/** The lower half of a pill. */
function halfOf({ x, y, w, h }: { x: number; y: number; w: number; h: number }, r: number): string {
  const arc = `a${f(r)} ${f(r)} 0 0 1`
  return `M${f(x)} ${f(y + h / 2)}H${f(x + w)}${arc} ${f(-r)} ${f(r)}H${f(x + r)}${arc} ${f(-r)} ${f(-r)}z`
}

function markOf(state: StageBranch['state'], x: number, y: number, u: number): SvgNode {
  const d =
    state === 'committed'
      ? `M${f(x)} ${f(y)}l${f(3.2 * u)} ${f(3.2 * u)}l${f(5.6 * u)} ${f(-6.6 * u)}`
      : `M${f(x)} ${f(y - 4 * u)}l${f(8 * u)} ${f(8 * u)}m0 ${f(-8 * u)}l${f(-8 * u)} ${f(8 * u)}`
  return path('mark', `branch-mark ${state}`, d)
}

/** Closed, for others wait for it. */
function padlock(x: number, y: number, u: number): SvgNode[] {
  const body = { x, y: y - 1.5 * u, w: 9 * u, h: 7 * u }
  const shackle = `M${f(x + 2 * u)} ${f(body.y)}v${f(-2 * u)}a${f(2.5 * u)} ${f(2.5 * u)} 0 0 1 ${f(5 * u)} 0v${f(2 * u)}`
  return [path('shackle', 'lock-shackle', shackle), rect('body', 'lock-body', body, 1.5 * u)]
}

/** A transaction's pills on one side of the cable are joined over the cards' edges: one set, on many machines. */
export function joinBranches(scene: Scene, model: StageModel, room: Room): void {
  const u = scene.unit
  const pills = new Map(scene.things.map(({ mark, box }) => [mark.entity, box]))
  const cards = room.cards
    .map((card, i) => ({ card, host: model.hosts[i] as StageHost }))
    .sort((one, other) => one.card.x - other.card.x)
  for (const side of ['above', 'below'] as const) {
    let before: { readonly branch: StageBranch; readonly x: number } | null = null
    for (const { card, host } of cards) {
      const branch = card.side === side ? host.branch : null
      const pill = branch && pills.get(`${host.name}/${branch.name}`)
      if (!branch || !pill) continue
      const x = pill.x + pill.w / 2
      const edge = side === 'above' ? pill.y : pill.y + pill.h
      const y = side === 'above' ? card.y - 6 * u : card.y + card.h + 6 * u
      if (before && before.branch.name === branch.name) {
        const isOver = (each: StageBranch) => each.state === 'committed' || each.state === 'aborted'
        const state = isOver(before.branch) && isOver(branch) ? 'over' : 'open'
        const d = `M${f(before.x)} ${f(edge)}V${f(y)}H${f(x)}V${f(edge)}`
        scene.add('groups', path(`join ${host.name} ${branch.name}`, `branch-join ${state}`, d))
      }
      before = { branch, x }
    }
  }
}
