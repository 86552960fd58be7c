import type { Checker } from '../trace/fold.ts'
import { watchStablePages } from './stable-pages.ts'

/** Of a disk that is lost there is no copy to be equal to; what decays behind a Cleanup’s back the next one finds. */
export const pairEqual: Checker = {
  id: 'pair-equal',
  says: 'After a Cleanup both copies of each page are good, and equal.',
  start(context, lamp) {
    watchStablePages(context, {
      cleaned: (pages, index) => {
        for (const page of pages) {
          const isOut = page.copies.some(({ state, unseen }) => state === 'lost' || unseen)
          if (page.isCatastrophe || isOut) continue
          lamp.exercised()
          const [first, second] = page.copies
          const bad = page.copies.findIndex(({ state }) => state !== 'good')
          if (bad >= 0)
            lamp.broken(
              `After Cleanup copy ${bad + 1} of ${page.name} is ${page.copies[bad]?.state}.`,
              index,
            )
          else if (first?.content !== second?.content)
            lamp.broken(`After Cleanup the copies of ${page.name} differ.`, index)
        }
      },
    })
    return {}
  },
}
