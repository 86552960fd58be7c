import type { Checker } from '../trace/fold.ts'
import { VersionRead } from '../trace/kinds.ts'
import { Saves, watchReads } from './saved-versions.ts'

export const oneVersionARead: Checker = {
  id: 'one-version-a-read',
  says: 'Whoever reads a file whole has the bytes of one save, old or new, and of no other.',
  start(context, lamp) {
    const saves = new Saves(context)
    watchReads(context, ({ process, how, parts, index }) => {
      if (how === VersionRead.failed) return
      lamp.exercised()
      if (!saves.areOfOne(parts))
        lamp.broken(`${context.nameOf(process)} has read parts of different saves.`, index)
    })
    return {}
  },
}
