/** Sites of a token list, as a document casts them. */

import type { Schedule } from '../services/ordering/ordered-member.ts'
import type { TokenOptions } from '../services/token-site/options.ts'
import { tokenSite } from '../services/token-site/token-site.ts'
import type { Arguments, Part } from './part.ts'

const ms = (args: Arguments, key: string) => Math.round(args.number(key) * 1e6)
const NAMES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * The sites broadcast in turn, the second first, so that no letter is acknowledged by its own source while all goes
 * well; the first site may have one more, before all others.
 */
function scheduleOf(args: Arguments, me: number, sites: number): Schedule {
  const letters = args.number('letters')
  const turn = (me + sites - 1) % sites
  const count = Math.max(0, Math.ceil((letters - turn) / sites))
  const everyNs = Math.round(1e9 / args.number('perSecond'))
  const startNs = ms(args, 'startMs') + turn * everyNs
  const texts = Array.from({ length: count }, (_, i) => `${NAMES[me % NAMES.length]}${i + 1}`)
  if (me !== 0 || args.number('firstLetter') === 0)
    return { texts, bytes: args.number('bytes'), startNs, everyNs: everyNs * sites }
  return {
    texts: ['X1'],
    bytes: args.number('bytes'),
    startNs: ms(args, 'firstMs'),
    everyNs,
  }
}

const choice = (words: readonly [string, string], says: string) => ({
  type: 'word' as const,
  default: words[0],
  words,
  says,
})

export const tokenSitePart: Part = {
  name: 'token-site',
  args: {
    group: { type: 'process', says: 'the group to join' },
    sites: { type: 'processes', says: 'all sites, the first of them with the token' },
    resilience: {
      type: 'number',
      default: 1,
      says: 'times that the token is passed on before a letter is delivered',
    },
    delivery: choice(['resilient', 'at-once'], 'delivers what enough sites hold, or at once'),
    tokenGuard: choice(['complete', 'unchecked'], 'with which history the token is taken'),
    majority: choice(['required', 'not-required'], 'whether a new list needs one'),
    newTokenSite: choice(['longest-history', 'caller'], 'who has the token of a new list'),
    letters: { type: 'number', default: 10, says: 'letters of all sites together' },
    perSecond: { type: 'number', default: 100, says: 'of them in a second' },
    bytes: { type: 'number', default: 64, says: 'bytes of a letter' },
    startMs: { type: 'number', default: 20, says: 'when the first is sent, ms' },
    firstLetter: {
      type: 'number',
      default: 0,
      says: 'letters of the first site, instead of its share: 0 or 1',
    },
    firstMs: { type: 'number', default: 5, says: 'when that is sent, ms' },
    historySize: { type: 'number', default: 512, says: 'timestamps that a site keeps' },
    retryMs: { type: 'number', default: 50, says: 'until something is sent again, ms' },
    tries: {
      type: 'number',
      default: 10,
      says: 'times that it is, before a site is taken for dead',
    },
    confirmMs: {
      type: 'number',
      default: 20,
      says: 'how long the token site waits for a letter, ms',
    },
    tourMs: { type: 'number', default: 1500, says: 'quiet before the token goes on, ms' },
    aliveMs: {
      type: 'number',
      default: 3000,
      says: 'quiet before a site asks for the token site, ms',
    },
    reformMs: { type: 'number', default: 50, says: 'between two calls for a new list, ms' },
  },
  create: (args, self) => {
    const sites = args.processes('sites')
    const me = sites.indexOf(self)
    const options: TokenOptions = {
      resilience: args.number('resilience'),
      delivery: args.word('delivery') === 'resilient' ? 'resilient' : 'at-once',
      tokenGuard: args.word('tokenGuard') === 'complete' ? 'complete' : 'unchecked',
      majority: args.word('majority') === 'required' ? 'required' : 'not-required',
      newTokenSite: args.word('newTokenSite') === 'caller' ? 'caller' : 'longest-history',
      historySize: args.number('historySize'),
      retryNs: ms(args, 'retryMs'),
      triesMax: args.number('tries'),
      confirmNs: ms(args, 'confirmMs'),
      tourNs: ms(args, 'tourMs'),
      aliveNs: ms(args, 'aliveMs'),
      reformNs: ms(args, 'reformMs'),
    }
    return tokenSite(me, sites, args.process('group'), scheduleOf(args, me, sites.length), options)
  },
}
