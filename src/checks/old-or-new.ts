import type { Checker } from '../trace/fold.ts'
import { type StablePage, watchStablePages } from './stable-pages.ts'

/** Excused is what no pair of disks can help: a copy decays or is lost, and the other is bad at the same time. */
export const oldOrNew: Checker = {
  id: 'old-or-new',
  says: 'After a Cleanup, and by every StableGet, a page is what was put last or what was being put, and whole.',
  start(context, lamp) {
    const judge = (page: StablePage, content: number | null, index: number): void => {
      lamp.exercised()
      if (content === null) {
        if (!page.isCatastrophe)
          lamp.broken(`Of ${page.name} no good copy is left, old or new.`, index)
      } else if (!page.allowed.includes(content))
        lamp.broken(`${page.name} is neither what was put last nor what was being put.`, index)
    }
    watchStablePages(context, {
      got: judge,
      cleaned: (pages, index) => {
        for (const page of pages)
          judge(page, page.copies.find(({ state }) => state === 'good')?.content ?? null, index)
      },
    })
    return {}
  },
}
