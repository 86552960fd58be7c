import type { Checker } from '../trace/fold.ts'
import { foreignContext } from '../trace/foreign-context.ts'

export const userContext: Checker = {
  id: 'user-context',
  says: 'Wherever a program runs, names, files, lines and screen are those of its user.',
  start(context, lamp) {
    foreignContext(context, {
      used: ({ program, by, foreign, what, index }) => {
        lamp.exercised()
        if (!foreign) return
        lamp.broken(`${context.nameOf(program)} ${what} at ${context.nameOf(by)}.`, index)
      },
    })
    return {}
  },
}
