import type { Beat, Condition, Prediction } from '../document/document.ts'

const AHEAD: Condition = { switch: 'readAhead', is: '=', value: 'on' }
const NOT_AHEAD: Condition = { switch: 'readAhead', is: '=', value: 'off' }
const IN_ORDER: Condition = { switch: 'access', is: '=', value: 'sequential' }
const RANDOM: Condition = { switch: 'access', is: '=', value: 'random' }

export const story: readonly Beat[] = [
  {
    id: 'both-begin',
    at: { kind: 'readBegun', entity: 'D.remote' },
    title: 'Two readers, two disks',
    text: 'W reads from the disk **in its box**, {switch:localDiskMs} a page. D has none: it asks F, whose large disk takes {switch:remoteDiskMs}.',
    look: ['D.remote', 'W.local'],
    layer: 'message',
  },
  {
    id: 'ahead',
    at: { kind: 'fetchedAhead', entity: 'F.files' },
    when: [AHEAD, IN_ORDER],
    title: 'The disk does not wait to be asked',
    text: 'D reads in order, so F **fetches the next page** while this one still travels, and while D thinks about what to ask.',
    look: ['F/disk', 'F.files'],
    layer: 'message',
  },
  {
    id: 'first-page',
    at: { kind: 'readDone', entity: 'D.remote' },
    title: 'The first page pays for both',
    text: 'Disk, then network: nobody could know that D would ask. V’s page access alone, without a disk, takes about 5.6 ms.',
    look: ['D.remote', 'F.files'],
    layer: 'message',
    ask: 'page',
  },
  {
    id: 'waits',
    at: { kind: 'cacheMiss', entity: 'F.files', nth: 2 },
    when: [NOT_AHEAD, IN_ORDER],
    title: 'The disk waits to be asked',
    text: 'While the page travelled, F’s disk did nothing. Now it begins, and the network has nothing to do. They take **turns**.',
    look: ['F/disk', 'F.files'],
    layer: 'message',
  },
  {
    id: 'anywhere',
    at: { kind: 'cacheMiss', entity: 'F.files', nth: 2 },
    when: [RANDOM],
    title: 'Nobody can guess this one',
    text: 'Pages at random: there is no next one to fetch ahead. Every page costs its disk **and** its way over the network.',
    look: ['F/disk', 'F.files'],
    layer: 'message',
  },
  {
    id: 'local-first',
    at: { kind: 'readDone', entity: 'W.local', nth: 3 },
    title: 'Meanwhile in the box',
    text: 'W has three pages. Its exchange is short, no frame leaves the machine; but its **disk** is slow, and that is what counts.',
    look: ['W.local', 'W/disk'],
    layer: 'message',
  },
  {
    id: 'remote-done',
    at: { kind: 'processDestroyed', entity: 'D.remote' },
    title: 'D has its file',
    text: '**{metric:pageMs}** a page, while F’s disk was at work {metric:diskBusyPercent} of the time. So far D was the only one.',
    look: ['D.remote', 'W.local'],
    layer: 'message',
    ask: 'crossover',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'The runners',
    text: 'A page took **{metric:pageMs}** from down the hall and **{metric:localPageMs}** from the box. Add clients, and see who leads.',
    look: ['D.remote', 'W.local'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'page',
    question:
      'The server’s disk takes 20 ms for a page, a page over the network 5.6 ms. Read in order, with read-ahead: how long does D need for a page?',
    overrides: { remoteDiskMs: 20, readAhead: 'on', access: 'sequential', clients: 1 },
    metric: 'pageMs',
    unit: 'ms',
    choices: [
      { text: 'About 6 ms: the disk is hidden', test: { is: '<', value: 10 } },
      { text: 'A little more than 20 ms', test: { from: 10, to: 23.5 } },
      { text: 'About 26 ms: one after the other', test: { from: 23.5001, to: 32 } },
      { text: 'More than 32 ms', test: { is: '>', value: 32 } },
    ],
    because:
      'The two overlap, so the longer one decides and the shorter one hides behind it. A little is left over: the disk is only started when the page before has been answered for.',
  },
  {
    id: 'crossover',
    question:
      'Neighbours come, each a user who reads a few pages a second. At how many clients, D among them, does the disk in the box win again?',
    metric: 'crossoverClients',
    choices: [
      { text: 'At two', test: { is: '=', value: 2 } },
      { text: 'At three to six', test: { from: 3, to: 6 } },
      { text: 'At seven to twelve', test: { from: 7, to: 12 } },
      { text: 'At more than twelve, or never', test: { is: '>', value: 12 } },
    ],
    because:
      'Each neighbour takes a share of the one disk, and whoever asks waits behind it; with read-ahead also behind pages that somebody may want next. A disk in the box is slow, but it is never busy with others.',
  },
]
