/** The wire view for who hears the page: one sentence about the window, and its happenings in order. */
import { frameShort } from '../names.ts'
import { count, length, moment } from '../numbers.ts'
import { recordWords, type WordsRun } from '../words.ts'
import { SignKind, signWord, type WireSign } from './signs.ts'
import type { WinRun } from './wins.ts'
import type { WireIndex } from './wire-index.ts'
import type { WireWave, WireWindow } from './wire-window.ts'

const HOW = ['', ', then jams', ', until its power goes']

export function waveWords(index: WireIndex, wave: WireWave): string {
  const { host, from, to, how } = wave
  const { metres, nsPerMetre } = index.cable
  const farthest = Math.max(host.metre, metres - host.metre) * nsPerMetre
  const what = frameShort(index.trace, wave.frame)
  return `${what} of ${host.name} at ${moment(from)}, for ${length(to - from)}${HOW[how] ?? ''}; the farthest end hears it ${length(Math.round(farthest))} later`
}

export function signWords(run: WordsRun, sign: WireSign): string {
  const said = recordWords(run, sign.record)
  return sign.kind === SignKind.late || sign.kind === SignKind.spoiled
    ? `${said.replace(/\.$/, '')} (${signWord(sign)}).`
    : said
}

const COUNTED: readonly (readonly [kind: SignKind, one: string, many: string])[] = [
  [SignKind.collision, 'collision noticed', 'collisions noticed'],
  [SignKind.late, 'late collision', 'late collisions'],
  [SignKind.spoiled, 'frame spoiled unnoticed', 'frames spoiled unnoticed'],
  [SignKind.damaged, 'frame damaged', 'frames damaged'],
  [SignKind.lost, 'frame lost', 'frames lost'],
  [SignKind.overrun, 'frame without a buffer', 'frames without a buffer'],
  [SignKind.abandoned, 'frame given up', 'frames given up'],
]

/** `From 41.02 ms, for 0.8 ms: 6 signals of A, B; 2 collisions noticed; A wins 4 in a row.` */
export function windowWords(index: WireIndex, window: WireWindow): string {
  const { from, to, waves, signs, wins } = window
  const said: string[] = []
  const shown = window.dense ? window.count : waves.length
  if (shown === 0) said.push('the cable is idle')
  else {
    const names = [...new Set(waves.map(({ host }) => host.name))]
    const whose = names.length > 0 && names.length <= 8 ? ` of ${names.join(', ')}` : ''
    said.push(`${window.dense ? 'about ' : ''}${count(shown, 'signal')}${whose}`)
  }
  for (const [kind, one, many] of COUNTED) {
    const n = signs.filter((sign) => sign.kind === kind).length
    if (n > 0) said.push(count(n, one, many))
  }
  const inside = wins.filter((run) => run.from >= from && run.to <= to)
  const best = inside.reduce(
    (most, run) => (run.wins > most.wins ? run : most),
    inside[0] as WinRun,
  )
  if (best?.wins > 1)
    said.push(`${index.hosts[best.host]?.name ?? ''} wins ${best.wins} frames in a row`)
  return `From ${moment(Math.round(from))}, for ${length(Math.max(0, Math.round(to - from)))}: ${said.join('; ')}.`
}
