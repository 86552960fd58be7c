import { describe, expect, test } from 'vitest'
import { newsOf, newsText } from '../services/run-server/news.ts'
import { ProcessorMemory } from './processor-memory.ts'

const SIZE = { sizeKB: 1000, jobKB: 300, textKB: 100, looks: true }
const memory = (changes = {}) => new ProcessorMemory({ ...SIZE, ...changes })
const cachedIn = (its: ProcessorMemory) =>
  newsOf(newsText(0, its.told())).memory?.cached.toString(2)

describe('memory of a processor', () => {
  test('is held by jobs and by the programs that they need, shared by jobs of one program', () => {
    const its = memory()
    expect(its.freeKB()).toBe(1000)
    expect(its.take(1)).toEqual({ tookKB: 400, dropped: [] })
    expect(its.freeKB()).toBe(600)
    expect(its.take(1)).toEqual({ tookKB: 300, dropped: [] })
    expect(its.freeKB()).toBe(300)
    expect([its.hasRoom(1), its.hasRoom(2)]).toEqual([true, false])
  })

  test('is free again when a job has ended, though its program is there', () => {
    const its = memory()
    its.take(1)
    expect(its.missingKB(1)).toBe(100)
    its.release(1)
    expect(its.freeKB()).toBe(1000)
    expect(cachedIn(its)).toBe('1')
    expect(its.take(1)).toEqual({ tookKB: 300, dropped: [] })
    expect(its.missingKB(1)).toBe(0)
  })

  test('keeps programs until it is wanted, and gives up the one that was wanted longest ago', () => {
    const its = memory({ sizeKB: 700 })
    for (const program of [1, 2, 3, 4, 1]) {
      expect(its.take(program).dropped).toEqual([])
      its.missingKB(program)
      its.release(program)
    }
    expect(cachedIn(its)).toBe('1111')
    expect(its.take(5)).toEqual({ tookKB: 400, dropped: [2] })
    // Its program is not there before it is loaded.
    expect(cachedIn(its)).toBe('1101')
    expect(its.hasRoom(6)).toBe(false)
  })

  test('is not looked at where nobody looks', () => {
    const its = memory({ looks: false, sizeKB: 400 })
    its.take(1)
    expect(its.hasRoom(2)).toBe(true)
    expect(its.take(2)).toEqual({ tookKB: 400, dropped: [] })
    expect(its.freeKB()).toBe(-400)
  })

  test('has nothing to load where programs have no size', () => {
    const its = memory({ textKB: 0 })
    its.take(1)
    expect([its.missingKB(1), cachedIn(its)]).toEqual([0, '0'])
  })
})
