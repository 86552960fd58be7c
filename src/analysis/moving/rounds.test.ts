import { expect, test } from 'vitest'
import { processMigration } from '../../scenarios/process-migration/document.ts'
import { trial } from '../../worker/trial.ts'
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
  for (const round of moving.rounds) expect(roundWords(round)).toHaveLength(4)
})

test('of what comes after the cursor nothing is told', () => {
  expect(movingAt(trace, 10)).toBeNull()
  const middle = movingAt(trace, Math.floor(trace.length / 5))
  expect(middle?.end).toBeNull()
  expect(middle?.thawed).toBeNull()
})
