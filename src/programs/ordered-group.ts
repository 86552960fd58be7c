/** Members of a group whose letters have one order, or none, as a document casts them. */
import { orderedMember, type Schedule } from '../services/ordering/ordered-member.ts'
import { unorderedMember } from '../services/ordering/unordered-member.ts'
import type { Arguments, Part } from './part.ts'

const ms = (args: Arguments, key: string) => Math.round(args.number(key) * 1e6)
/** Bytes that pass in about a tenth of the time until they are sent again (X). */
const LONG_BYTES = 3000
const NAMES = 'CABDEFGHIJKLMNOPQRSTUVWXYZ'

/** The first member is the sequencer and sends `chairLetters`; the next `senders` send `letters` each. */
function scheduleOf(args: Arguments, me: number): Schedule {
  const isChair = me === 0
  const isSender = me <= args.number('senders')
  const count = isChair ? args.number('chairLetters') : isSender ? args.number('letters') : 0
  return {
    texts: Array.from({ length: count }, (_, i) => `${NAMES[me % NAMES.length]}${i + 1}`),
    bytes: args.number('bytes'),
    startNs: ms(args, isChair ? 'chairMs' : 'startMs'),
    everyNs: ms(args, 'everyMs'),
  }
}

export const orderedMemberPart: Part = {
  name: 'ordered-member',
  args: {
    group: { type: 'process', says: 'the group to join' },
    members: { type: 'processes', says: 'all members, the first of them the sequencer' },
    ordering: {
      type: 'word',
      default: 'pb',
      words: ['off', 'pb', 'bb'],
      says: 'no order, letters by the sequencer, or letters to all and numbers by the sequencer',
    },
    resilience: {
      type: 'number',
      default: 0,
      says: 'others that hold a letter before it is delivered',
    },
    acks: {
      type: 'word',
      default: 'awaited',
      words: ['awaited', 'not-awaited'],
      says: 'whether the sequencer waits for those others',
    },
    historyTransfer: {
      type: 'word',
      default: 'on',
      words: ['on', 'off'],
      says: 'whether a new sequencer fetches what it lacks',
    },
    senders: { type: 'number', default: 2, says: 'members after the first that send' },
    letters: { type: 'number', default: 2, says: 'letters of each of them' },
    bytes: { type: 'number', default: 64, says: 'bytes of a letter' },
    startMs: { type: 'number', default: 20, says: 'when the first letters are sent, ms' },
    everyMs: { type: 'number', default: 20, says: 'time between two letters of a sender, ms' },
    chairLetters: { type: 'number', default: 0, says: 'letters of the sequencer' },
    chairMs: { type: 'number', default: 100, says: 'when it sends its first, ms' },
    historySize: { type: 'number', default: 128, says: 'letters that a member keeps' },
    retryMs: { type: 'number', default: 50, says: 'until something is sent again, ms' },
    tries: {
      type: 'number',
      default: 10,
      says: 'times that it is, before somebody is taken for dead',
    },
    syncMs: {
      type: 'number',
      default: 8000,
      says: 'quiet before the sequencer asks who lacks what, ms',
    },
    aliveMs: {
      type: 'number',
      default: 10_000,
      says: 'quiet before a member asks for the sequencer, ms',
    },
    inviteMs: { type: 'number', default: 200, says: 'between two invitations to a vote, ms' },
  },
  create: (args, self) => {
    const members = args.processes('members')
    const me = members.indexOf(self)
    const group = args.process('group')
    const schedule = scheduleOf(args, me)
    const ordering = args.word('ordering')
    const options = {
      method: ordering === 'bb' ? 'bb' : 'pb',
      resilience: args.number('resilience'),
      acks: args.word('acks') === 'awaited' ? 'awaited' : 'not-awaited',
      historyTransfer: args.word('historyTransfer') === 'on' ? 'on' : 'off',
      historySize: args.number('historySize'),
      // Long letters take their time: the published value is for a packet.
      retryNs: ms(args, 'retryMs') * Math.ceil(args.number('bytes') / LONG_BYTES),
      triesMax: args.number('tries'),
      syncNs: ms(args, 'syncMs'),
      aliveNs: ms(args, 'aliveMs'),
      inviteNs: ms(args, 'inviteMs'),
    } as const
    return ordering === 'off'
      ? unorderedMember(self, group, schedule)
      : orderedMember(me, members, group, schedule, options)
  },
}
