/** Who has heard what: the members of a group by the messages sent to it, at the cursor. */
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { exchangeName, processName } from '../names.ts'
import { count, moment } from '../numbers.ts'
import { type GroupMessage, groupIndexOf } from './group-index.ts'
import { Heard, type HeardAt } from './tale.ts'

/** Messages that are shown, the latest; a reader compares no more. */
const MESSAGES_MAX = 50

export type CellState = keyof typeof Heard | 'own' | 'absent'

export interface HeardCell {
  readonly state: CellState
  readonly record: HeardAt['record']
}

export interface HeardGrid {
  readonly group: EntityId
  readonly messages: readonly GroupMessage[]
  /** Messages to the group that are older than those shown. */
  readonly earlier: number
  /** Processes, in the order of joining. */
  readonly members: readonly EntityId[]
  /** Row by row, as many as members times messages. */
  readonly cells: readonly HeardCell[]
}

const STATES = Object.entries(Heard).reduce<CellState[]>((all, [name, value]) => {
  all[value] = name as CellState
  return all
}, [])

/** Groups that were joined or sent to by now. */
export function groupsSoFar(trace: Trace, prefix: number): readonly EntityId[] {
  const index = groupIndexOf(trace, prefix)
  const groups = new Set<EntityId>()
  for (const [group, members] of index.members)
    for (const record of members.values()) if (record < prefix) groups.add(group)
  for (const { group, open } of index.messages) if (open < prefix) groups.add(group)
  return [...groups].sort((one, other) => one - other)
}

export function heardGrid(trace: Trace, prefix: number, group: EntityId): HeardGrid {
  const index = groupIndexOf(trace, prefix)
  const sent = index.messages.filter((each) => each.group === group && each.open < prefix)
  const messages = sent.slice(-MESSAGES_MAX)
  const members = [...(index.members.get(group) ?? [])]
    .filter(([, joined]) => joined < prefix)
    .map(([process]) => process)
  const cells = members.flatMap((member) =>
    messages.map((message) => cellOf(message, member, prefix)),
  )
  return { group, messages, earlier: sent.length - messages.length, members, cells }
}

function cellOf(message: GroupMessage, member: EntityId, prefix: number): HeardCell {
  const at = message.tales.get(member)?.at(prefix)
  if (at && at.heard !== Heard.none)
    return { state: STATES[at.heard] as CellState, record: at.record }
  if (member === message.sender) return { state: 'own', record: message.open }
  return { state: message.sentTo.has(member) ? 'none' : 'absent', record: NONE }
}

const SAYS: Readonly<Record<CellState, string>> = {
  none: 'has not heard it',
  missed: 'missed it',
  queued: 'it waits in the queue',
  received: 'has received it',
  replied: 'has replied',
  replyLost: 'has replied, and the reply was lost',
  late: 'has replied, too late',
  arrived: 'its reply is there, not fetched',
  thrown: 'its reply was thrown away',
  taken: 'its reply is taken',
  kept: 'holds it, and has not delivered it',
  delivered: 'has delivered it',
  own: 'sent it',
  absent: 'was no member when it was sent',
}

export function cellWords(trace: Trace, grid: HeardGrid, row: number, column: number): string {
  const message = grid.messages[column]
  const member = grid.members[row]
  const cell = grid.cells[row * grid.messages.length + column]
  if (!message || member === undefined || !cell) return ''
  const when = cell.record === NONE ? '' : `, ${moment(trace.time(cell.record))}`
  return `${processName(trace, member)}, ${exchangeName(trace, message.exchange)}: ${SAYS[cell.state]}${when}`
}

export function stateWords(state: CellState): string {
  return SAYS[state]
}

/** How many members a message has reached and how many have answered it. */
export interface Tally {
  readonly members: number
  readonly heard: number
  readonly missed: number
  readonly replied: number
  readonly taken: number
  readonly thrown: number
  /** Of a letter that members deliver. */
  readonly delivered: number
}

export function tallyOf(message: GroupMessage, prefix: number): Tally {
  const states = [...message.tales.values()].map((tale) => tale.at(prefix).heard)
  const many = (is: (heard: Heard) => boolean): number => states.filter(is).length
  return {
    members: [...message.sentTo].filter((member) => member !== message.sender).length,
    heard: many((heard) => heard >= Heard.queued),
    missed: many((heard) => heard === Heard.missed),
    replied: many((heard) => heard >= Heard.replied && heard <= Heard.taken),
    taken: many((heard) => heard === Heard.taken),
    delivered: many((heard) => heard === Heard.delivered),
    thrown: many((heard) => heard === Heard.thrown || heard === Heard.late),
  }
}

/** The grid in a sentence, for who does not see it. */
export function gridWords(trace: Trace, grid: HeardGrid): string {
  const name = trace.localName(grid.group)
  const sizes = `${count(grid.members.length, 'member')}, ${count(grid.messages.length, 'message')}`
  const many = (states: readonly CellState[]): number =>
    grid.cells.filter(({ state }) => states.includes(state)).length
  const missed = many(['missed'])
  const heard = many(['queued', 'received', 'replied', 'replyLost', 'late', 'arrived', 'kept'])
  const delivered = many(['delivered'])
  const done = many(['thrown', 'taken']) + delivered
  const end =
    delivered > 0
      ? `delivered ${count(delivered, 'time')}`
      : `${count(many(['taken']), 'reply', 'replies')} taken`
  return `Group ${name}: ${sizes}. Heard ${count(heard + done, 'time')}${missed ? `, missed ${count(missed, 'time')}` : ''}; ${end}.`
}
