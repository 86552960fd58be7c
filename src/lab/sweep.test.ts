import { describe, expect, test } from 'vitest'
import { messageExchange } from '../scenarios/message-exchange/document.ts'
import { programLoad } from '../scenarios/program-load/document.ts'
import { answerAll } from '../worker/answer.ts'
import {
  planSweep,
  type SweepAsked,
  seriesOf,
  sweepCsv,
  sweepQuestions,
  sweepValues,
} from './sweep.ts'

const asked = (change: Partial<SweepAsked> = {}): SweepAsked => ({
  key: 'clients',
  values: '1..3',
  metric: 'exchangesPerSecond',
  seeds: 2,
  set: {},
  ...change,
})
const turn = (key: string) => {
  const found = messageExchange.switches.find((each) => each.key === key)
  if (!found) throw new Error(key)
  return found
}

test.each([
  ['clients', '', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['clients', '2..8/3', [2, 5, 8]],
  ['clients', '2..8/4', [2, 6]],
  ['clients', '3', [3]],
  ['clients', '1, 8', [1, 8]],
  ['clock', '', ['8', '10']],
  ['clock', '8', ['8']],
  ['exchanges', '', [1, 21, 41, 61, 81, 101, 121, 141, 161, 181, 200]],
])('the values of %s=%s', (key, written, values) =>
  expect(sweepValues(turn(key), written)).toEqual(values),
)

test.each([
  ['a switch that is not there', { key: 'colour' }, /no switch “colour”: place/],
  ['a metric that is not there', { metric: 'beauty' }, /no metric “beauty”/],
  ['a value out of range', { values: '0..3' }, /clients takes 1 to 8 in whole numbers, not 0/],
  ['a half', { values: '1.5' }, /whole numbers, not 1.5/],
  ['a range downwards', { values: '3..1' }, /is no range/],
  ['a step of nothing', { values: '1..3/0' }, /is no range/],
  ['words', { values: 'all' }, /is no range/],
  ['a choice that is not there', { key: 'clock', values: '9' }, /clock takes 8 or 10, not “9”/],
  ['no seeds', { seeds: 0 }, /from 1 to 100/],
  ['half a seed', { seeds: 1.5 }, /from 1 to 100/],
  ['too much', { key: 'exchanges', values: '1..200/1', seeds: 100 }, /has 20000 runs/],
  ['another switch out of range', { set: { exchanges: 0 } }, /exchanges takes 1 to 200/],
])('%s is refused in a sentence', (_, change, sentence) =>
  expect(() => planSweep(messageExchange, asked(change))).toThrow(sentence),
)

describe('a sweep', () => {
  const plan = planSweep(messageExchange, asked({ set: { exchanges: 20 } }))
  const answers = answerAll(sweepQuestions(plan), () => messageExchange)

  test('asks for each value with each seed, and for the default under its own name', () => {
    expect(sweepQuestions(plan)).toHaveLength(6)
    expect(plan.runs[0]).toEqual({ scenario: 'message-exchange', switches: { exchanges: 20 } })
  })

  test('gives what single runs give: two clients nearly saturate the server', () => {
    const series = seriesOf(plan, answers)
    expect(series.map(({ x }) => x)).toEqual([1, 2, 3])
    const [one = 0, two = 0, three = 0] = series.map(({ spread }) => spread?.mean)
    expect(two).toBeGreaterThan(one * 1.3)
    expect(three).toBeLessThan(two * 1.02)
    expect(series.every(({ spread }) => spread?.count === 2)).toBe(true)
  })

  test('leaves out points that are not there yet', () => {
    const some = new Map([...answers].slice(0, 3))
    expect(seriesOf(plan, some).map(({ x }) => x)).toEqual([1])
  })

  test('is written as CSV, a line for each point and a column for each seed', () => {
    const [head, ...lines] = sweepCsv(plan, seriesOf(plan, answers)).trim().split('\n')
    expect(head).toBe('clients,mean,sd,min,max,runs,note,seed 1,seed 2')
    expect(lines).toHaveLength(3)
    expect(lines[0]?.split(',').map(Number).slice(0, 2)).toEqual([1, expect.any(Number)])
  })
})

test('a switch that cannot go with the others leaves its sentence at the point', () => {
  const document = {
    ...messageExchange,
    constraints: [
      { left: { switch: 'clients' }, is: '<' as const, right: 3, says: 'Two clients at most.' },
    ],
  }
  const plan = planSweep(document, asked())
  const series = seriesOf(
    plan,
    answerAll(sweepQuestions(plan), () => document),
  )
  expect(series.map(({ sentence }) => sentence)).toEqual([null, null, 'Two clients at most.'])
})

test('a measure of a pair is swept too: its companion runs along', () => {
  const values = 'stop-and-wait,blast'
  const pair = { key: 'protocol', values, metric: 'slowdownRatio', seeds: 1, set: {} }
  const plan = planSweep(programLoad, pair)
  const [slow, same] = seriesOf(
    plan,
    answerAll(sweepQuestions(plan), () => programLoad),
  )
  expect(slow?.spread?.mean).toBeGreaterThan(1.2)
  expect(same?.spread?.mean).toBe(1)
})
