/** The file server as a document casts it. */
import { fileServer } from '../services/file-server/server.ts'
import { update } from '../services/file-server/update.ts'
import type { Part } from './part.ts'

const ON_OFF = ['on', 'off']

export const fileServerPart: Part = {
  name: 'file-server',
  args: {
    logicalId: { type: 'number', default: 2, says: 'the name under which files are kept' },
    filePages: { type: 'number', default: 0, says: 'pages of the first file on a new disk' },
    readAhead: {
      type: 'word',
      default: 'on',
      words: ON_OFF,
      says: 'whether the next page is fetched before it is asked for',
    },
    segments: {
      type: 'word',
      default: 'on',
      words: ON_OFF,
      says: 'whether a page goes with a message or a reply',
    },
    cacheKB: { type: 'number', default: 0, says: 'memory for blocks, KB' },
    blockBytes: { type: 'number', default: 512, says: 'bytes of a block, to count that memory by' },
    writes: {
      type: 'word',
      default: 'through',
      words: ['through', 'delayed'],
      says: 'whether an answered write is on the disk, or in memory for a while',
    },
    delaySeconds: { type: 'number', default: 30, says: 'how long it may be there alone' },
    recovery: {
      type: 'word',
      default: 'scan',
      words: ['scan', 'replay'],
      says: 'whether a start reads every inode, or only what was being written last',
    },
    times: {
      type: 'word',
      default: 'off',
      words: ON_OFF,
      says: 'whether it tells when a file was written last',
    },
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
  },
  create: (args) =>
    fileServer({
      logicalId: args.number('logicalId'),
      filePages: Math.max(0, Math.round(args.number('filePages'))),
      readAhead: args.word('readAhead') === 'on',
      segments: args.word('segments') === 'on',
      cacheBlocks: Math.floor((args.number('cacheKB') * 1024) / args.number('blockBytes')),
      writes: args.word('writes') === 'delayed' ? 'delayed' : 'through',
      delayNs: Math.round(args.number('delaySeconds') * 1e9),
      recovery: args.word('recovery') === 'replay' ? 'replay' : 'scan',
      keepsTimes: args.word('times') === 'on',
      serviceNs: Math.round(args.number('serviceMicros') * 1000),
    }),
}

export const updatePart: Part = {
  name: 'update',
  args: {
    server: { type: 'process', says: 'whose delayed writes it sees to, on the same machine' },
  },
  create: (args) => update(args.process('server')),
}
