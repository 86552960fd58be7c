import { describe, expect, test } from 'vitest'
import { library, libraryDocument } from '../scenarios/catalogue.ts'
import { answerAll } from '../worker/answer.ts'
import { curvePoints, curveQuestions } from './curve.ts'
import { metcalfeBoggs } from './curves/ethernet.ts'
import { labCurves } from './curves.ts'

test.each([
  [4096, 2, 0.9884],
  [4096, 64, 0.9805],
  [1024, 10, 0.931],
  [512, 5, 0.881],
  [512, 256, 0.8616],
  [48, 4, 0.4219],
])('Table I: %d bits, %d stations', (bits, stations, efficiency) =>
  expect(metcalfeBoggs(bits, stations)).toBeCloseTo(efficiency, 3),
)

test('a curve of a scenario that is not there is left out', () => {
  expect(labCurves([]).length).toBe(0)
})

describe.each(labCurves(library).map((curve) => [curve.id, curve] as const))('%s', (_, curve) => {
  const first = { ...curve, lines: curve.lines.map((line) => ({ ...line, seeds: [1] })) }
  const answers = answerAll(curveQuestions(first), libraryDocument)

  test('has a number for every point', () => {
    for (const line of first.lines) {
      const points = curvePoints(line, answers)
      expect(points.map(({ x, sentence }) => [x, sentence])).toEqual(
        line.points.map(({ x }) => [x, null]),
      )
    }
  })

  test('says where what is published comes from', () => {
    for (const { name, source, tag, points } of curve.published)
      expect([name, source, tag].every((words) => words !== '') && points.length > 0).toBe(true)
  })
})

test('one server is held by its processor from two clients on', () => {
  const curve = labCurves(library).find(({ id }) => id === 'server-throughput')
  const line = curve?.lines[0]
  if (!curve || !line) throw new Error('There is no curve of the server’s throughput.')
  const points = curvePoints(line, answerAll(curveQuestions(curve), libraryDocument))
  const rates = points.map(({ spread }) => spread?.mean ?? 0)
  expect(rates[1]).toBeGreaterThan((rates[0] as number) * 1.3)
  expect(Math.max(...rates.slice(1)) / Math.min(...rates.slice(1))).toBeLessThan(1.01)
})
