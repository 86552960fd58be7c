/** The server of files that never change and its attendants, as a document casts them. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Delay } from '../kernel/system-calls.ts'
import { ask, copyVersions } from '../services/immutable-store/client.ts'
import { PART_BYTES, PARTS_MAX } from '../services/immutable-store/identifiers.ts'
import { immutableStore, Refused, sweepStore } from '../services/immutable-store/server.ts'
import type { Part } from './part.ts'

const ON_OFF = ['on', 'off']
const HOUR_NS = 3600e9

export const immutableStorePart: Part = {
  name: 'immutable-store',
  args: {
    servers: { type: 'processes', says: 'all servers of such files' },
    files: { type: 'number', default: 16, says: 'files that there may be at once' },
    diskBlocks: { type: 'number', default: 1024, says: 'blocks for what is in them' },
    ttlHours: { type: 'number', default: 24, says: 'hours after which what nobody touches goes' },
    sweepSeconds: { type: 'number', default: 60, says: 'from one sweep to the next' },
    changes: {
      type: 'word',
      default: 'until-committed',
      words: ['until-committed', 'always'],
      says: 'how long a file may be changed',
    },
  },
  create: (args, self) =>
    immutableStore({
      place: Math.max(0, args.processes('servers').indexOf(self)),
      slots: args.number('files'),
      dataBlocks: args.number('diskBlocks'),
      ttlHours: args.number('ttlHours'),
      changes: args.word('changes') === 'always' ? 'always' : 'until-committed',
      sweepNs: Math.round(args.number('sweepSeconds') * 1e9),
    }),
}

export const storeSweeperPart: Part = {
  name: 'store-sweeper',
  args: { server: { type: 'process', says: 'whose files it sweeps' } },
  create: (args) => sweepStore(args.process('server')),
}

function* copier(server: Pid, others: readonly Pid[], safe: boolean): Program {
  const room = yield* Allocate(PART_BYTES * PARTS_MAX)
  yield* copyVersions(server, others, room, safe)
}

export const storeCopierPart: Part = {
  name: 'store-copier',
  args: {
    server: { type: 'process', says: 'whose new files it copies' },
    servers: { type: 'processes', says: 'all servers' },
    safe: { type: 'word', default: 'on', words: ON_OFF, says: 'whether copies go to the disk' },
  },
  create: (args) => {
    const server = args.process('server')
    const others = args.processes('servers').filter((each) => each !== server)
    return copier(server, others, args.word('safe') === 'on')
  },
}

/** Every hour says which versions a name denotes, and then that an hour is over. Who cannot ask lets nothing age. */
function* keeper(names: Pid, servers: readonly Pid[], count: number, hours: number): Program {
  for (let hour = 1; hour <= hours; hour++) {
    yield* Delay(HOUR_NS)
    const used: number[] = []
    let heard = true
    for (let name = 1; name <= count; name++) {
      const got = yield* ask(names, message(Request.lookUp, name))
      if (got.value !== null) used.push(got.value)
      else heard &&= got.why === Refused.noSuchName
    }
    if (!heard) continue
    for (const server of servers) {
      for (const version of used) yield* ask(server, message(Request.touch, version))
      yield* ask(server, message(Request.age))
    }
  }
}

export const storeKeeperPart: Part = {
  name: 'store-keeper',
  args: {
    names: { type: 'process', says: 'who has the names' },
    servers: { type: 'processes', says: 'all servers' },
    nameCount: { type: 'number', default: 2, says: 'names that there are' },
    hours: { type: 'number', default: 0, says: 'how long it goes on' },
  },
  create: (args) =>
    keeper(
      args.process('names'),
      args.processes('servers'),
      args.number('nameCount'),
      args.number('hours'),
    ),
}
