/** The servers of a directory and their couriers, as a document casts them. */
import { NO_PROCESS } from '../kernel/pid.ts'
import { courier } from '../services/directory/courier.ts'
import { directoryServer } from '../services/directory/server.ts'
import type { Part } from './part.ts'

const ON_OFF = ['on', 'off']

export const directoryPart: Part = {
  name: 'directory',
  args: {
    servers: { type: 'processes', says: 'both servers, or the only one' },
    names: { type: 'number', default: 4, says: 'names that there may be' },
    compares: {
      type: 'word',
      default: 'on',
      words: ON_OFF,
      says: 'whether a name is swapped only if it denotes what its editor had read',
    },
    partnerTimeoutSeconds: {
      type: 'number',
      default: 30,
      says: 'how long a partner may be silent',
    },
    intentions: {
      type: 'word',
      default: 'absolute',
      words: ['absolute', 'relative'],
      says: 'whether an intention says what becomes of a name, or what is done to it',
    },
  },
  create: (args, self) => {
    const servers = args.processes('servers')
    const hasPartner = servers.length > 1
    return directoryServer({
      place: Math.max(0, servers.indexOf(self)),
      hasPartner,
      copies: hasPartner ? 2 : 1,
      names: args.number('names'),
      compares: args.word('compares') === 'on',
      timeoutNs: Math.round(args.number('partnerTimeoutSeconds') * 1e9),
      intentions: args.word('intentions') === 'relative' ? 'relative' : 'absolute',
    })
  },
}

export const directoryCourierPart: Part = {
  name: 'directory-courier',
  args: {
    server: { type: 'process', says: 'for whom it speaks' },
    servers: { type: 'processes', says: 'both servers, or the only one' },
  },
  create: (args) => {
    const server = args.process('server')
    const partner = args.processes('servers').find((each) => each !== server)
    return courier(server, partner ?? NO_PROCESS)
  },
}
