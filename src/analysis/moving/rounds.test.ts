import { expect, test } from 'vitest'
import { processMigration } from '../../scenarios/process-migration/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, trial } from '../../worker/trial.ts'
import { hasMovers, movingAt, movingWords, roundWords } from './rounds.ts'

const { trace, setup } = trial(processMigration, {
  switches: { addressSpaceKB: 64, workingSetKB: 32 },
})

test('the pages drain round by round, and the program is frozen for the last', () => {
  expect(hasMovers(setup)).toBe(true)
  const moving = movingAt(trace, trace.length)
  if (!moving) throw new Error('Nothing has moved.')
  expect(moving.pages).toBe(64)
  expect(moving.rounds.at(-1)?.number).toBe(0)
  const pages = moving.rounds.map((round) => round.pages)
  expect(pages).toEqual([...pages].sort((x, y) => y - x))
  expect(moving.curve[0]?.[1]).toBe(64)
  expect(moving.curve.at(-1)?.[1]).toBe(0)
  expect(Math.max(...moving.curve.map(([, left]) => left))).toBe(64)
  expect(movingWords(moving)).toMatch(/^It has moved\. It stood still for /)
  for (const round of moving.rounds) expect(roundWords(round, moving)).toHaveLength(4)
})

test('of what comes after the cursor nothing is told', () => {
  expect(movingAt(trace, 10)).toBeNull()
  const middle = movingAt(trace, Math.floor(trace.length / 5))
  expect(middle?.end).toBeNull()
  expect(middle?.thawed).toBeNull()
})

test('at every record it says in plain words how far it is', () => {
  const said: string[] = []
  for (let prefix = 0; prefix <= trace.length; prefix += 40) {
    const moving = movingAt(trace, prefix)
    const words = moving ? movingWords(moving).replace(/[\d.]+ (pages?|ms)/g, '…') : ''
    if (words !== said.at(-1)) said.push(words)
  }
  expect(new Set(said)).toEqual(
    new Set([
      '',
      'Still to be copied: …. The program runs on meanwhile.',
      'Still to be copied: …. The program stands still meanwhile.',
      'The other machine has all pages as they are. The program stands still until what its kernel knows of it has followed.',
      'The other machine has all pages as they are. The program goes on there.',
      'It has moved. It stood still for ….',
    ]),
  )
})

test('while the old machine cannot know, it says whom it waits for', () => {
  const doubted = trial(processMigration, {
    switches: { addressSpaceKB: 64, workingSetKB: 32, happens: 'call-lost' },
  }).trace
  const asked = records(doubted, Kind.moveInDoubt)[0] as number
  const moving = movingAt(doubted, asked + 1)
  expect(moving && movingWords(moving)).toBe(
    'The other machine has all pages as they are. No word that it runs there: the copy here stands still until the other machine says.',
  )
})

test('the round in which the other machine died was broken off', () => {
  const interventions = [{ time: 400_000_000, action: 'crash', target: 'New' }]
  const dies = trial(processMigration, {
    switches: { addressSpaceKB: 64, workingSetKB: 32 },
    interventions,
  })
  const took = (prefix: number) => {
    const moving = movingAt(dies.trace, prefix)
    return moving?.rounds.map((round) => roundWords(round, moving)[2])
  }
  const begun = records(dies.trace, Kind.roundBegun)[0] as number
  expect([took(begun + 1), took(dies.trace.length)]).toEqual([['now'], ['broken off']])
})
