import { beforeEach, expect, test, vi } from 'vitest'

let frames: FrameRequestCallback[] = []
globalThis.requestAnimationFrame = (callback) => frames.push(callback)
const frame = (): void => {
  const due = frames
  frames = []
  for (const callback of due) callback(0)
}

let drawn: string[] = []
async function views(): Promise<typeof import('./frame.ts')> {
  vi.resetModules()
  const its = await import('./frame.ts')
  for (const name of ['stage', 'strip', 'lanes']) its.onFrame(() => drawn.push(name))
  return its
}
const all = (): void => {
  while (frames.length > 0) frame()
  drawn = []
}
beforeEach(() => {
  frames = []
  drawn = []
})

test('what is new on the page is drawn in turn, a view a frame, the first first', async () => {
  await views()
  frame()
  expect(drawn).toEqual(['stage'])
  frame()
  frame()
  expect(drawn).toEqual(['stage', 'strip', 'lanes'])
  expect(frames).toEqual([])
})

test('another instant is drawn by all in one frame, also when they were being drawn in turn', async () => {
  const { invalidate, invalidateInTurn } = await views()
  all()
  invalidateInTurn()
  frame()
  invalidate()
  frame()
  expect(drawn).toEqual(['stage', 'stage', 'strip', 'lanes'])
  expect(frames).toEqual([])
})

test('what grows meanwhile is drawn once more by all', async () => {
  const { invalidateInTurn } = await views()
  all()
  invalidateInTurn()
  frame()
  invalidateInTurn()
  for (let i = 0; i < 5; i++) frame()
  expect(drawn).toEqual(['stage', 'strip', 'lanes', 'stage', 'strip', 'lanes'])
})

test('told in turn, nobody draws together', async () => {
  const { invalidate, tellInTurn } = await views()
  all()
  tellInTurn(() => invalidate())
  frame()
  expect(drawn).toEqual(['stage'])
})

test('who has left is not drawn', async () => {
  const { onFrame } = await views()
  all()
  onFrame(() => drawn.push('wire'))()
  while (frames.length > 0) frame()
  expect(drawn).toEqual([])
})
