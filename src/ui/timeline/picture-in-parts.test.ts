import { beforeEach, expect, test, vi } from 'vitest'
import { PictureInParts } from './picture-in-parts.ts'
import type { Scene } from './scene.ts'

const LANES = 5
let done: string[] = []
vi.mock('./draw.ts', () => ({
  stepsOf: ({ pen }: Scene) =>
    Array.from({ length: LANES }, (_, i) => () => void pen.fillText(`lane ${i}`, 0, 0)),
}))

/** A canvas whose pen tells what it does, and where. */
function canvas(name: string): HTMLCanvasElement {
  const pen = new Proxy(
    {},
    {
      get:
        (_, what) =>
        (...given: unknown[]) =>
          done.push(`${name}: ${String(what)}${what === 'fillText' ? ` ${given[0]}` : ''}`),
    },
  )
  return { width: 0, height: 0, getContext: () => pen } as unknown as HTMLCanvasElement
}
const sceneOn = (name: string): Scene => {
  const pen = canvas(name).getContext('2d')
  return { pen, width: 100, height: 50, ratio: 1 } as Scene
}
const onScreen = (): string[] => done.filter((what) => what.startsWith('screen'))

beforeEach(() => {
  done = []
  vi.stubGlobal('document', { createElement: () => canvas('behind') })
})

test('nothing of it is seen before all of it is drawn', async () => {
  const picture = new PictureInParts()
  const whole = vi.fn(() => expect(done.at(-1)).toBe('screen: drawImage'))
  picture.begin(sceneOn('screen'), null, whole)
  expect(picture.isUnderWay).toBe(true)
  expect(done).toEqual([])
  await vi.waitFor(() => expect(whole).toHaveBeenCalledOnce())
  expect(picture.isUnderWay).toBe(false)
  const lanes = Array.from({ length: LANES }, (_, i) => `behind: fillText lane ${i}`)
  expect(done.slice(0, LANES)).toEqual(lanes)
  expect(onScreen()).toEqual(done.slice(LANES))
})

test('what is given up is not seen, and the next one is', async () => {
  const picture = new PictureInParts()
  const [first, second] = [vi.fn(), vi.fn()]
  picture.begin(sceneOn('screen'), null, first)
  picture.giveUp()
  expect(picture.isUnderWay).toBe(false)
  picture.begin(sceneOn('screen'), null, second)
  await vi.waitFor(() => expect(second).toHaveBeenCalledOnce())
  expect(first).not.toHaveBeenCalled()
  expect(onScreen().filter((what) => what.endsWith('drawImage'))).toHaveLength(1)
})
