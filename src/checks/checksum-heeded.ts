import type { Checker } from '../trace/fold.ts'
import { watchStablePages } from './stable-pages.ts'

export const checksumHeeded: Checker = {
  id: 'checksum-heeded',
  says: 'StableGet never returns bytes whose checksum is wrong.',
  start(context, lamp) {
    watchStablePages(context, {
      got: (page, content, index) => {
        if (content === null) return
        lamp.exercised()
        const from = page.lastRead
        // A copy that decays when it has been read is another matter.
        if (!from || from.unseen) return
        if (from.state !== 'good' || from.content !== content)
          lamp.broken(`StableGet returned bytes of ${page.name} from a ${from.state} copy.`, index)
      },
    })
    return {}
  },
}
