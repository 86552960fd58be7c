import { expect, test } from 'vitest'
import { message, Request } from '../../kernel/message.ts'
import { hostFor, memoryText, needsOf, needsText, newsOf, newsText } from './news.ts'

const most = { freeKB: 16_384, textKB: 500, cached: 0xfffff }

test('what is said comes back, in the room that a message has', () => {
  const told = newsText(9_999, memoryText(most))
  expect(message(Request.register, 19, told).text).toBe(told)
  expect(newsOf(told)).toEqual({ load: 9_999, memory: most })
  expect(needsOf(needsText({ neededKB: 400, program: 20 }))).toEqual({ neededKB: 400, program: 20 })
})

test('a host that tells of its load alone has a load alone', () => {
  expect(newsOf(newsText(3, ''))).toEqual({ load: 3, memory: null })
  expect(needsOf('')).toBe(null)
})

test('a program is cached where its bit is', () => {
  const news = { load: 1, memory: { freeKB: 700, textKB: 100, cached: 0b101 } }
  expect([1, 2, 3, 4].map((program) => hostFor(news, program).cachedKB)).toEqual([100, 0, 100, 0])
  expect(hostFor(news, 0)).toEqual({ load: 1, freeKB: 700, cachedKB: 0 })
  expect(hostFor({ load: 1, memory: null }, 1)).toEqual({ load: 1, freeKB: null, cachedKB: 0 })
})
