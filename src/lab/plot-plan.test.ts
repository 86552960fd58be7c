import { describe, expect, test } from 'vitest'
import { library } from '../scenarios/catalogue.ts'
import { replyImplosion } from '../scenarios/reply-implosion/document.ts'
import { answerAll } from '../worker/answer.ts'
import { planPlot, plotCsv, plotQuestions, plotSeries } from './plot-plan.ts'

const own = library.flatMap((document) =>
  (document.sweeps ?? []).map(({ id }) => [document.id, id, document] as const),
)

test.each(own)('%s: its plot %s has runs, lines and measures', (_, id, document) => {
  const plan = planPlot(document, id)
  expect(plotQuestions(plan).length).toBeGreaterThan(1)
  expect(new Set(plan.lines.map(({ name }) => name)).size).toBe(plan.lines.length)
})

test('a plot that is not there is refused in a sentence', () => {
  expect(() => planPlot(replyImplosion, 'beauty')).toThrow(
    'reply-implosion has no plot “beauty”: waiting-time.',
  )
  const { sweeps: _, ...without } = replyImplosion
  expect(() => planPlot(without, 'beauty')).toThrow('reply-implosion has no plot of its own.')
  expect(() => planPlot(replyImplosion, 'waiting-time', 101)).toThrow(/from 1 to 100/)
})

describe('the waiting time in a larger group', () => {
  const plan = planPlot(replyImplosion, 'waiting-time', 3)
  const answers = answerAll(plotQuestions(plan), () => replyImplosion)
  /** Of the measure, by line: a mean for each group size, null where none was reached. */
  const means = (metric: number) =>
    Object.fromEntries(
      plan.lines.map((line) => [
        line.at.join(' '),
        plotSeries(line, metric, answers).map(({ spread }) => spread?.mean ?? null),
      ]),
    )

  test('asks for each size, number of buffers and jitter with each seed, once', () => {
    expect(plan.lines.map(({ name }) => name)).toEqual([
      '2 buffers, no jitter',
      '2 buffers, jitter',
      '8 buffers, no jitter',
      '8 buffers, jitter',
      '32 buffers, no jitter',
      '32 buffers, jitter',
    ])
    expect(plan.lines.map(({ places }) => places.join(''))).toEqual([
      '00',
      '01',
      '10',
      '11',
      '20',
      '21',
    ])
    expect(plotQuestions(plan)).toHaveLength(7 * 6 * 3)
  })

  test('the first reply is there before the fourth, and the fourth before the last', () => {
    for (const line of plan.lines) {
      const [first, fourth, last] = [0, 1, 2].map((metric) => plotSeries(line, metric, answers))
      first?.forEach(({ values }, i) => {
        values.forEach((value, j) => {
          const k = fourth?.[i]?.values[j] ?? null
          const end = last?.[i]?.values[j] as number
          expect(value).toBeLessThan(end)
          if (k !== null) expect(Number(k)).toBeGreaterThan(Number(value))
          if (k !== null) expect(Number(k)).toBeLessThanOrEqual(end)
        })
      })
    }
  })

  test('all answers of a larger group take longer, and the more buffers the more come', () => {
    for (const line of Object.values(means(2))) expect(line).toEqual([...line].sort(byNumber))
    const { '2 off': few, '32 off': many } = means(2)
    expect(Number(many?.at(-1))).toBeGreaterThan(1.5 * Number(few?.at(-1)))
  })

  test('four of four do not come where two buffers take them at once, and do with jitter', () => {
    const { '2 off': burst, '2 on': drizzle } = means(1)
    expect(burst?.[0]).toBe(null)
    expect(drizzle?.[0]).not.toBe(null)
  })

  test('is written as CSV: a row for each point of each line of each measure', () => {
    const [head, ...rows] = plotCsv(plan, answers).trim().split('\n')
    expect(head).toBe(
      'measure,unit,members,nicBuffers,jitter,mean,sd,min,max,runs,of,note,seed 1,seed 2,seed 3',
    )
    expect(rows).toHaveLength(3 * 6 * 7)
    expect(rows[7 * 6]).toMatch(/^kthReplyMs,ms,4,2,off,,,,,0,3,,,,$/)
  })
})

const byNumber = (one: number | null, other: number | null) => Number(one) - Number(other)
