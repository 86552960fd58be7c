/** The system calls by which programs use their machine's disks, and tell an onlooker what is on them. */
import { SystemCall } from '../engine/program.ts'
import type { DiskAnswer } from '../hardware/disk.ts'
import type { BlockRole } from '../trace/fields.ts'

export class DiskReadCall extends SystemCall<DiskAnswer> {
  readonly block: number
  readonly disk: number
  constructor(block: number, disk: number) {
    super()
    this.block = block
    this.disk = disk
  }
}
export class DiskWriteCall extends SystemCall<DiskAnswer> {
  readonly block: number
  readonly bytes: Uint8Array
  readonly disk: number
  constructor(block: number, bytes: Uint8Array, disk: number) {
    super()
    this.block = block
    this.bytes = bytes.slice()
    this.disk = disk
  }
}
export class DiskWriteAllCall extends SystemCall<readonly DiskAnswer[]> {
  readonly block: number
  readonly bytes: Uint8Array
  readonly disks: readonly number[]
  constructor(block: number, bytes: Uint8Array, disks: readonly number[]) {
    super()
    this.block = block
    this.bytes = bytes.slice()
    this.disks = disks
  }
}
export class NameBlockCall extends SystemCall<void> {
  readonly block: number
  readonly label: string
  readonly disk: number
  readonly role: BlockRole
  constructor(block: number, label: string, disk: number, role: BlockRole) {
    super()
    this.role = role
    this.block = block
    this.label = label
    this.disk = disk
  }
}
export class NameContentCall extends SystemCall<void> {
  readonly block: number
  readonly bytes: Uint8Array
  readonly words: string
  readonly disk: number
  constructor(block: number, bytes: Uint8Array, words: string, disk: number) {
    super()
    this.block = block
    this.bytes = bytes.slice()
    this.words = words
    this.disk = disk
  }
}
/**
 * A block of one of this machine's disks, the first of which is 1: `good` with its bytes, `bad` where its checksum
 * is wrong, `absent` where there is no such disk or block, `lost` where the disk is broken. Blocks the caller.
 */
export function DiskRead(block: number, disk = 1): DiskReadCall {
  return new DiskReadCall(block, disk)
}
/** Writes a block, and comes back when it is on the platter: `good`, `absent` or `lost`. Blocks the caller. */
export function DiskWrite(block: number, bytes: Uint8Array, disk = 1): DiskWriteCall {
  return new DiskWriteCall(block, bytes, disk)
}
/** Writes the same block of several disks at once, and comes back with all answers when the last is there. */
export function DiskWriteAll(
  block: number,
  bytes: Uint8Array,
  disks: readonly number[],
): DiskWriteAllCall {
  return new DiskWriteAllCall(block, bytes, disks)
}
/** For the onlooker: what the program keeps in a block. */
export function NameBlock(
  block: number,
  label: string,
  disk = 1,
  role: BlockRole = 'page',
): NameBlockCall {
  return new NameBlockCall(block, label, disk, role)
}
/** For the onlooker: what such bytes say in a block that has a name, whenever they are there. */
export function NameContent(
  block: number,
  bytes: Uint8Array,
  words: string,
  disk = 1,
): NameContentCall {
  return new NameContentCall(block, bytes, words, disk)
}
