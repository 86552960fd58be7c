import { expect, test } from 'vitest'
import { workOn } from './slices.ts'

test('each piece of work is done to its end, and all get their turns', async () => {
  const done: string[] = []
  const finished = (name: string, parts: number): Promise<void> =>
    new Promise((resolve) => {
      let left = parts
      workOn(() => {
        done.push(name)
        if (--left === 0) resolve()
        return left > 0
      })
    })
  await Promise.all([finished('long', 50), finished('short', 2)])
  expect(done.filter((name) => name === 'long')).toHaveLength(50)
  expect(done.slice(0, 4)).toEqual(['long', 'short', 'long', 'short'])
})

test('work that is under way is not begun twice', async () => {
  let times = 0
  await new Promise<void>((resolve) => {
    const work = (): boolean => {
      times++
      resolve()
      return false
    }
    workOn(work)
    workOn(work)
  })
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(times).toBe(1)
})
