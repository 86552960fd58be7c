import type { Checker } from '../trace/fold.ts'
import { type StablePage, watchStablePages } from './stable-pages.ts'

export const neverBack: Checker = {
  id: 'never-back',
  says: 'A page that has once been read as new, or was reported as put, is never old again.',
  start(context, lamp) {
    /** Place among the puts of the latest that somebody knows of. */
    const known = new Map<StablePage, number>()
    watchStablePages(context, {
      got: (page, content, index) => {
        if (content === null) return
        const place = page.puts.lastIndexOf(content)
        const least = Math.max(known.get(page) ?? 0, page.done)
        if (least > 0) lamp.exercised()
        if (place >= 0 && place < least)
          lamp.broken(`${page.name} is old again: put ${place} is read after put ${least}.`, index)
        known.set(page, Math.max(least, place))
      },
    })
    return {}
  },
}
