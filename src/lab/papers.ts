/** The headings of the lab's table: where its figures were published. */
export interface Paper {
  readonly id: string
  readonly title: string
  readonly about: string
  /** A figure of a document belongs here when its source begins with one of these. */
  readonly sources: readonly string[]
}

export const PAPERS: readonly Paper[] = [
  {
    id: 'v-1983',
    title: 'The distributed V kernel and its performance',
    about: 'Cheriton and Zwaenepoel 1983, SUN workstations on the experimental Ethernet',
    sources: ['Cheriton and Zwaenepoel 1983', 'Lecture notes on Cheriton and Zwaenepoel 1983'],
  },
  {
    id: 'v-later',
    title: 'V on other networks',
    about: 'What is remembered of V on the standard Ethernet, and of bulk transfer',
    sources: ['V on', 'Zwaenepoel', 'Cheriton 1988'],
  },
  {
    id: 'survey',
    title: 'The survey’s budget',
    about: 'Mullender 1988, the parts of one small message',
    sources: ['Mullender'],
  },
  {
    id: 'metcalfe-boggs',
    title: 'Ethernet: packet switching for local networks',
    about: 'Metcalfe and Boggs 1976, access with probability 1/Q',
    sources: ['Metcalfe and Boggs', 'Metcalfe–Boggs'],
  },
  {
    id: 'ethernet-load',
    title: 'Ethernets under load',
    about:
      'Boggs, Mogul and Kent 1988, Shoch and Hupp 1980, the capture effect, the INET simulator',
    sources: ['Boggs', 'Shoch', 'INET', 'Capture', 'Ramakrishnan', 'Molle'],
  },
  {
    id: 'amoeba',
    title: 'Amoeba: calls, groups, files, names',
    about:
      'Parameters and counts as read in the source of Amoeba 5, and what is reported of its Bullet file server. Of that the model does not carry: files below 1 KB (reported, 2 ms up to 256 bytes); creating and deleting on two disks of one server (reported, about 94 ms and more), for a server of the model has one disk and nobody deletes; NFS on the same machines (published, slower by more than three). What is not committed dies after ten sweeps here too, and the mean file is 12 KB, but no scenario measures either.',
    sources: ['Amoeba'],
  },
  {
    id: 'rules',
    title: 'What the rules imply',
    about: 'Not published figures: counts and limits that follow from the protocols’ own rules',
    sources: [],
  },
]

export function paperOf(source: string): string {
  const found = PAPERS.find(({ sources }) => sources.some((start) => source.startsWith(start)))
  return found?.id ?? 'rules'
}
