import { describe, expect, it } from 'vitest'
import { crowded } from './crowded.ts'

describe('where signals are on top of one another', () => {
  it('is nowhere with one, or with two that only meet', () => {
    expect(
      crowded([
        [
          [0, 5],
          [5, 9],
        ],
      ]),
    ).toEqual([])
    expect(crowded([[[0, 5]], [[5, 9]]])).toEqual([])
    // The same one twice over itself is no other.
    expect(
      crowded([
        [
          [0, 6],
          [4, 9],
        ],
      ]),
    ).toEqual([])
  })

  it('is what two have in common, on both sides of where one begins', () => {
    const one = [
      [0, 4],
      [4, 8],
    ] as const
    expect(crowded([one, [[2, 6]]])).toEqual([[2, 6]])
  })

  it('is one stretch however many lie on it', () => {
    const severals = Array.from({ length: 64 }, (_, i) => [[i, 100 + i]] as const)
    expect(crowded(severals)).toEqual([[1, 162]])
  })

  it('is parted where only one is left', () => {
    expect(crowded([[[0, 10]], [[1, 2]], [[4, 6]]])).toEqual([
      [1, 2],
      [4, 6],
    ])
  })
})
