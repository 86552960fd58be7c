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

/** Runs in the page, before its scripts: each frame’s script. Where frames are timed, nothing else may keep the thread busy. */
export function watchFrames(): void {
  const watched = globalThis as unknown as Watched
  watched.frames = []
  // The page's views then tell the browser how long each of them drew.
  performance.mark('measure-frames')
  const request = globalThis.requestAnimationFrame.bind(globalThis)
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      const start = performance.now()
      callback(time)
      watched.frames.push(performance.now() - start)
    })
}

/**
 * The same: how long whoever wants the thread may have to wait for it. It looks at the clock every millisecond and
 * rests between: a loop without rest would itself take one of the processors that the run, the compiler and the page
 * share, and what is measured then is how the loop waits for them.
 */
export function watchGaps(): void {
  const lookMs = 1
  const watched = globalThis as unknown as Watched
  watched.gaps = []
  const { scheduler } = globalThis as unknown as Scheduling
  let last = performance.now()
  const look = (): void => {
    const now = performance.now()
    watched.gaps.push(Math.max(0, now - last - lookMs))
    last = now
    void scheduler.postTask(look, { delay: lookMs, priority: 'user-blocking' })
  }
  look()
}

interface Scheduling {
  readonly scheduler: {
    postTask(
      task: () => void,
      options: { readonly delay: number; readonly priority: 'user-blocking' },
    ): Promise<void>
  }
}
