/** What a page is asked to tell of its frames, and waiting until it has drawn all there is. */
import type { Page } from '@playwright/test'

/** The timeline takes a run in between frames; when it has, nothing is left to be drawn. */
const TAKEN_IN_MS = 1500

/** Until the views have not been drawn for a while. */
export async function quiet(page: Page): Promise<void> {
  const drawn = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as Watched).frames.length)
  for (let before = -1, now = await drawn(); now !== before; now = await drawn()) {
    before = now
    await page.waitForTimeout(TAKEN_IN_MS)
  }
}

export interface Watched {
  gaps: number[]
  frames: number[]
}

/** Runs in the page, before its scripts: how long each task keeps the thread, and each frame's script. */
export function watchFrames(): void {
  const watched = globalThis as unknown as Watched
  watched.gaps = []
  watched.frames = []
  // The page's views then tell the browser how long each of them drew.
  performance.mark('measure-frames')
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.gaps.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
  const channel = new MessageChannel()
  let last = performance.now()
  channel.port1.onmessage = () => {
    const now = performance.now()
    if (now - last > 4) watched.gaps.push(now - last)
    last = now
    channel.port2.postMessage(null)
  }
  channel.port2.postMessage(null)
  const request = globalThis.requestAnimationFrame.bind(globalThis)
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      const start = performance.now()
      callback(time)
      watched.frames.push(performance.now() - start)
    })
}
