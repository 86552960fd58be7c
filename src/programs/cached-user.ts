/** Users of whole files in caches, who keeps their promises, and the server, as a document casts them. */
import type { Program, Step } from '../engine/program.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Allocate, Delay, GetTime, Note, Random, Show } from '../kernel/system-calls.ts'
import { ClientCache, type Copy, POLICIES, type Policy } from '../services/client-cache/cache.ts'
import { keepPromises } from '../services/client-cache/promises.ts'
import { cacheServer } from '../services/client-cache/server.ts'
import { HEADER_BYTES } from '../services/client-cache/versions.ts'
import type { Part } from './part.ts'

/** What everybody opens, once each, before they go to work: the first user saves it, the others look. ms */
const SHARED = 0
const LOOKS_MS = [1000, 3000, 6000]
const SAVES_MS = [2000, 5000]
const WORK_MS = 7000
/** Between two users who would do the same at the same time, ns. */
const APART_NS = 150_000_000
/** Files of each user's own. */
const OWN_FILES = 2

interface Use {
  readonly policy: Policy
  readonly timeoutNs: number
  readonly server: Pid
  readonly promises: Pid
  readonly place: number
  readonly fileBytes: number
  readonly opens: number
  /** Between two opens, on the average, µs. */
  readonly everyMicros: number
  readonly sharedPercent: number
  readonly savePercent: number
}

export function* cacheUser(use: Use): Program {
  const room = yield* Allocate(use.fileBytes)
  const cache = new ClientCache(use, room)
  const user = { cache, place: use.place, saved: 0 }
  const saves = use.place === 0
  for (const ms of saves ? SAVES_MS : LOOKS_MS) {
    if (!(yield* until(ms * 1e6 + (saves ? 0 : use.place * APART_NS)))) continue
    yield* (saves ? edit : look)(user, SHARED)
  }
  yield* until(WORK_MS * 1e6 + use.place * APART_NS)
  for (let n = 1; n <= use.opens; n++) {
    yield* Delay((yield* Random(2 * use.everyMicros)) * 1000)
    const shared = (yield* Random(100)) < use.sharedPercent
    const own = 1 + use.place * OWN_FILES + (yield* Random(OWN_FILES))
    const changes = (yield* Random(100)) < use.savePercent
    yield* (changes ? edit : look)(user, shared ? SHARED : own)
    yield* Show('opens', n)
  }
}

interface User {
  readonly cache: ClientCache
  readonly place: number
  saved: number
}

/** False where it is past: a user whose machine was off does not do what was meant for then. */
function* until(time: number): Step<boolean> {
  const now = yield* GetTime()
  if (now > time) return false
  yield* Delay(time - now)
  return true
}

function* look({ cache }: User, file: number): Step<Copy | null> {
  const copy = yield* cache.open(file)
  if (!copy) yield* Note(`File ${file} cannot be opened`)
  return copy
}

/** Opens a file, changes all of it, and closes it. */
function* edit(user: User, file: number): Step<void> {
  const copy = yield* look(user, file)
  if (!copy) return
  const bytes = copy.bytes.slice()
  const mark = ++user.saved * 64 + user.place
  for (let i = HEADER_BYTES; i < bytes.length; i++) bytes[i] = (mark + (i % 251)) & 0xff
  new DataView(bytes.buffer).setUint32(HEADER_BYTES, file * 0x10000 + mark)
  if (!(yield* user.cache.save(file, bytes))) yield* Note(`File ${file} may not be saved`)
}

export const cacheUserPart: Part = {
  name: 'cache-user',
  args: {
    server: { type: 'process', says: 'who keeps the files' },
    promises: { type: 'process', says: 'who keeps the promises of this machine' },
    users: { type: 'processes', says: 'all users; the first of them saves the shared file' },
    policy: { type: 'word', words: POLICIES, says: 'when a copy is used again' },
    timeoutSeconds: { type: 'number', default: 30, says: 'how long, where it is for a while' },
    fileKB: { type: 'number', default: 4, says: 'size of each file, KB' },
    opens: { type: 'number', default: 40, says: 'how many, after the first few' },
    opensPerMinute: { type: 'number', default: 60, says: 'opens in a minute' },
    sharedPercent: { type: 'number', default: 5, says: 'opens that are of the shared file' },
    savePercent: { type: 'number', default: 20, says: 'opens after which it is saved' },
  },
  create: (args, self) =>
    cacheUser({
      policy: args.word('policy') as Policy,
      timeoutNs: Math.round(args.number('timeoutSeconds') * 1e9),
      server: args.process('server'),
      promises: args.process('promises'),
      place: args.processes('users').indexOf(self),
      fileBytes: Math.round(args.number('fileKB') * 1024),
      opens: args.number('opens'),
      everyMicros: Math.round(60e6 / args.number('opensPerMinute')),
      sharedPercent: args.number('sharedPercent'),
      savePercent: args.number('savePercent'),
    }),
}

export const promisesPart: Part = {
  name: 'promises',
  args: { group: { type: 'process', says: 'all who keep promises' } },
  create: (args) => keepPromises(args.process('group')),
}

export const cacheServerPart: Part = {
  name: 'cache-server',
  args: {
    group: { type: 'process', says: 'all who keep promises' },
    restart: {
      type: 'word',
      default: 'announced',
      words: ['announced', 'silent'],
      says: 'whether it says that it has started, and has forgotten its promises',
    },
    cacheKB: { type: 'number', default: 64, says: 'its memory for files, KB' },
    fileKB: { type: 'number', default: 4, says: 'size of each file, KB' },
  },
  create: (args) => {
    const group = args.process('group')
    return cacheServer({
      announceTo: args.word('restart') === 'announced' && group !== NO_PROCESS ? group : null,
      cacheBlocks: Math.floor(args.number('cacheKB') / args.number('fileKB')),
    })
  },
}
