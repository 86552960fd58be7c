/**
 * The moment of insight of each scenario: the beat that it is all about, in the run in which one sees it best. The
 * README's list of links is made of these (moments.test.ts), where the cursor is looked up in the run itself.
 */
import type { Intervention, SwitchValue } from '../trace/tuple.ts'

export interface Moment {
  readonly scenario: string
  /** Of the scenario's story, told with these switches. */
  readonly beat: string
  readonly switches?: Readonly<Record<string, SwitchValue>>
  readonly interventions?: readonly Intervention[]
  /** What one sees there, in a sentence. */
  readonly says: string
}

/** In the gallery's order. */
export const moments: readonly Moment[] = [
  {
    scenario: 'message-exchange',
    beat: 'returned',
    says: 'Two frames, two machines, and no reply to the reply.',
  },
  {
    scenario: 'where-the-millisecond-goes',
    beat: 'wire',
    says: 'The cable has had its short share; the rest is interfaces and software.',
  },
  {
    scenario: 'ethernet-collision',
    beat: 'news',
    says: 'The first sender hears of the collision only because it is still sending.',
  },
  {
    scenario: 'ethernet-under-load',
    beat: 'plateau',
    says: 'Every station wants the cable all the time, and nothing collapses.',
  },
  {
    scenario: 'lost-reply',
    beat: 'duplicate-forgotten',
    switches: { duplicateTable: 'off' },
    says: 'The second copy looks new to a server that remembers nothing.',
  },
  {
    scenario: 'slow-or-dead',
    beat: 'done-unheard',
    says: 'The client has given up, and the job takes effect.',
  },
  {
    scenario: 'page-read',
    beat: 'rides',
    says: 'Data, answer and acknowledgement are one packet.',
  },
  {
    scenario: 'program-load',
    beat: 'placed',
    says: 'A packet of the train goes straight to its place in memory.',
  },
  {
    scenario: 'remote-disk-beats-local',
    beat: 'ahead',
    says: 'While one page travels, the disk down the hall reads the next.',
  },
  {
    scenario: 'multicast-or-unicast',
    beat: 'last',
    says: 'One question went out, and every answer still had to come by itself.',
  },
  {
    scenario: 'first-reply',
    beat: 'half-way',
    says: 'Ten Sends have succeeded, and the replicas do not agree.',
  },
  {
    scenario: 'k-of-n-replies',
    beat: 'enough',
    says: 'The kernel promised one reply; the rest is a loop in the program.',
  },
  {
    scenario: 'reply-implosion',
    beat: 'bounced',
    says: 'A whole, undamaged reply finds no buffer, and nobody will know.',
  },
  {
    scenario: 'nobody-holds-the-list',
    beat: 'second',
    says: 'Silence is taken for: this number is free.',
  },
  {
    scenario: 'name-lookup',
    beat: 'old-hint',
    says: 'The hint was wrong, and using it was the check.',
  },
  {
    scenario: 'host-selection',
    beat: 'idlest',
    says: 'The idle machine has answered first, because no program stood before its manager.',
  },
  {
    scenario: 'ordered-multicast',
    beat: 'swapped',
    switches: { ordering: 'off' },
    says: 'Two members have the same two letters in different orders.',
  },
  {
    scenario: 'job-as-a-group',
    beat: 'suspend',
    says: 'One frame to the job’s name stops a program that is everywhere.',
  },
  {
    scenario: 'token-site',
    beat: 'one-packet',
    says: 'One packet acknowledges for all, gives the place in the order and passes the token.',
  },
  {
    scenario: 'half-done-work',
    beat: 'power',
    switches: { atomic: 'off' },
    says: 'The debit is on the disk, the credit is not, and nobody is left who knows.',
  },
  {
    scenario: 'stable-storage',
    beat: 'cut',
    says: 'One copy is torn, the other is whole: what was there is not lost.',
  },
  {
    scenario: 'intentions-list',
    beat: 'flag',
    says: 'No page of an account has been touched, and it has happened.',
  },
  {
    scenario: 'two-phase-commit',
    beat: 'instant',
    says: 'One record on one disk, and all machines have committed; only one of them knows.',
  },
  {
    scenario: 'coordinator-in-doubt',
    beat: 'queue',
    says: 'Every processor is idle, and two clients wait for a lock that only a dead machine can free.',
  },
  {
    scenario: 'price-of-consistency',
    beat: 'they-meet',
    says: 'Three copies were written and three others asked; the one in both sets has the higher number.',
  },
  {
    scenario: 'immutable-versions',
    beat: 'one-colour',
    says: 'The file was saved while it was being read, and the reader has one version of it, whole.',
  },
  {
    scenario: 'swap-the-name',
    beat: 'commit-point',
    says: 'One block of one disk is written, and the name denotes another file.',
  },
  {
    scenario: 'pipeline',
    beat: 'pace',
    says: 'One lane is solid, and all the others are striped with waiting.',
  },
  {
    scenario: 'parallel-make',
    beat: 'biggest-last',
    says: 'One long job sticks out, and three processors have nothing to do.',
  },
  {
    scenario: 'processor-pool',
    beat: 'refused',
    switches: { happens: 'server-dies' },
    says: 'Ten processors are up, some of them idle, and no job can begin: one machine gave the names.',
  },
  {
    scenario: 'remote-execution',
    beat: 'stranger',
    switches: { leftBehind: 'names' },
    says: 'The name is found, the file opens, and it is a stranger’s.',
  },
  {
    scenario: 'process-migration',
    beat: 'turned-back',
    says: 'Its pages are on the other machine while it runs here; those it wrote meanwhile go again.',
  },
  {
    scenario: 'file-server-cache',
    beat: 'hit',
    says: 'A block that was asked for before costs no disk at all.',
  },
  {
    scenario: 'stale-cache',
    beat: 'told',
    says: 'The server breaks its promise to every client that believes, before it answers the save.',
  },
]
