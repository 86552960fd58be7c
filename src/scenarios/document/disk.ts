/** The disk of a machine, once the switches are set. */
import type { BoundDisk } from './bound.ts'
import type { DiskPart, HostPart } from './document.ts'
import { LIMITS } from './limits.ts'
import { Refusal, shown } from './refusal.ts'
import { decideNumber, decideText, type Values } from './switches.ts'

const NANOS_PER_MS = 1_000_000
/** Blocks of a disk with files: their numbers are 16 bits wide. */
const BLOCKS_NUMBERED = 65_536
/** A page of the V system. */
const PAGE_BYTES = 512

export function diskOf(
  { disk }: HostPart,
  values: Values,
  place: string,
): { readonly disk?: BoundDisk } {
  if (!disk) return {}
  const at = `${place}: disk`
  const accessMs = decideNumber(disk.accessMs, values, {
    place: `${at}: accessMs`,
    usual: -1,
    min: 0,
    max: LIMITS.accessMs,
  })
  const count = decideNumber(disk.count, values, {
    place: `${at}: count`,
    usual: 1,
    min: 1,
    max: LIMITS.disks,
    whole: true,
  })
  const decayPerDay = decideNumber(disk.decayPerDay, values, {
    place: `${at}: decayPerDay`,
    usual: 0,
    min: 0,
    max: LIMITS.decayPerDay,
  })
  return {
    disk: {
      ...(count > 1 ? { count } : {}),
      ...(decayPerDay > 0 ? { decayPerDay } : {}),
      ...(ignores(disk.checksums, values, `${at}: checksums`) ? { checksums: 'ignored' } : {}),
      ...(finishes(disk, values, `${at}: lastSector`) ? { lastSector: 'finished' as const } : {}),
      preset: decideText(disk.preset, values, `${at}: preset`),
      accessNs: accessMs < 0 ? null : Math.round(accessMs * NANOS_PER_MS),
      blockBytes: decideNumber(disk.blockBytes, values, {
        place: `${at}: blockBytes`,
        usual: PAGE_BYTES,
        min: LIMITS.blockBytesMin,
        max: LIMITS.blockBytesMax,
        whole: true,
      }),
      ...filesOf(disk, values, at),
    },
  }
}

function finishes({ lastSector }: DiskPart, values: Values, place: string): boolean {
  return decideText(lastSector ?? 'torn', values, place) === 'finished'
}

function filesOf({ files, filePages }: DiskPart, values: Values, at: string) {
  if (files === undefined) return {}
  const count = (key: string, bound: DiskPart['files'], min: number, max: number) =>
    decideNumber(bound, values, { place: `${at}: ${key}`, usual: 0, min, max, whole: true })
  const many = count('files', files, 1, LIMITS.files)
  const pages = count('filePages', filePages, 0, LIMITS.filePages)
  // A label, an inode for each file, its pages, and a block that is free.
  if (2 + many * (1 + pages) > BLOCKS_NUMBERED)
    throw new Refusal(at, `${many} files of ${pages} pages are more blocks than 16 bits can number`)
  return { files: many, filePages: pages }
}

function ignores(checksums: DiskPart['checksums'], values: Values, place: string): boolean {
  const word = decideText(checksums ?? 'checked', values, place)
  if (word === 'checked' || word === 'ignored') return word === 'ignored'
  throw new Refusal(place, `it must be "checked" or "ignored", not ${shown(word)}`)
}
