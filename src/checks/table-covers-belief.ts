import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../trace/record.ts'

/** Asked when the server hears of the table's use, for a table that nobody asks for harms nobody. */
export const tableCoversBelief: Checker = {
  id: 'table-covers-belief',
  says: 'Who relies on being told of changes is in the server’s table.',
  start(context, lamp) {
    const table = new Set<string>()
    const believed = new Map<string, RecordIndex>()
    let server: EntityId = -1
    const told = new Set<string>()
    // A machine that starts again has the same names.
    const plain = (process: EntityId) => context.nameOf(process).replace(/#\d+$/, '')
    const look = (index: RecordIndex) => {
      for (const key of believed.keys()) {
        lamp.exercised()
        if (table.has(key) || told.has(key)) continue
        told.add(key)
        const [who, file] = key.split(' ')
        lamp.broken(`${who} relies on being told of file ${file}, and the server will not.`, index)
      }
    }
    context.observe([Kind.promiseGiven], ({ entity, a, b }) => {
      server = entity
      table.add(`${plain(a)} ${b}`)
      told.delete(`${plain(a)} ${b}`)
    })
    context.observe([Kind.promiseBroken], ({ entity, a, b, index }) => {
      server = entity
      table.delete(`${plain(a)} ${b}`)
      look(index)
    })
    context.observe([Kind.believes], ({ entity, a, b, index }) => {
      const key = `${plain(entity)} ${a}`
      if (b === 1) believed.set(key, index)
      else believed.delete(key)
      if (b === 1) look(index)
    })
    context.observe([Kind.fileCommitted], ({ entity, index }) => {
      server = entity
      look(index)
    })
    context.observe([Kind.processDestroyed], ({ entity }) => {
      if (entity === server) table.clear()
      for (const key of [...believed.keys()])
        if (key.startsWith(`${plain(entity)} `)) believed.delete(key)
    })
    return {}
  },
}
