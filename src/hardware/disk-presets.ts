/** Disks by name: each with what its figures rest on. */
export interface DiskPreset {
  readonly name: string
  readonly label: string
  readonly cylinders: number
  readonly heads: number
  readonly sectorsPerTrack: number
  readonly sectorBytes: number
  readonly rotationNs: number
  /** ns of the controller before the arm moves. */
  readonly controllerNs: number
  /** Settling of an arm that has moved, ns, and its way, ns for each cylinder. */
  readonly settleNs: number
  readonly nsPerCylinder: number
  /** Every access takes just this long, wherever arm and platter are, ns; null where they decide. */
  readonly accessNs: number | null
  readonly source: string
  /** Tag of the fact sheets. */
  readonly tag: string
}

const GEOMETRY = {
  heads: 10,
  sectorsPerTrack: 32,
  sectorBytes: 512,
  // 3,600 revolutions a minute, which is the mains' 60 Hz.
  rotationNs: 16_666_667,
} as const

const ARM: DiskPreset = {
  name: 'arm',
  label: 'Disk with an arm, 16 ms a page',
  ...GEOMETRY,
  cylinders: 400,
  controllerNs: 300_000,
  settleNs: 3_000_000,
  nsPerCylinder: 30_000,
  accessNs: null,
  source:
    'our choice: a page anywhere in 15 to 20 ms, as the disks of the sequential-read measurements (SOSP 1983)',
  tag: 'X',
}

const FIXED_HEADS: DiskPreset = {
  name: 'fixed-heads',
  label: 'Disk with a head for each track, 10 ms a page',
  ...GEOMETRY,
  cylinders: 40,
  controllerNs: 1_100_000,
  settleNs: 0,
  nsPerCylinder: 0,
  accessNs: null,
  source: 'our choice: no arm, half a turn of 16.7 ms, and a slow controller',
  tag: 'X',
}

const CONSTANT: DiskPreset = {
  ...ARM,
  name: 'constant',
  label: 'Disk of constant access time',
  accessNs: 15_000_000,
  source: 'the rows of the sequential read name a time for each page, 10, 15 or 20 ms (SOSP 1983)',
  tag: 'M',
}

const LAZOWSKA: DiskPreset = {
  ...ARM,
  name: 'lazowska',
  label: 'Disk that takes 18.8 ms for a request',
  accessNs: 18_800_000,
  source:
    'Lazowska et al. 1986, as reported by Flynn: demands of one request of 4 KB, 18.8 ms of them at the disk',
  tag: 'F',
}

export const DISK_PRESETS: Readonly<Record<string, DiskPreset>> = Object.fromEntries(
  [ARM, FIXED_HEADS, CONSTANT, LAZOWSKA].map((preset) => [preset.name, preset]),
)
