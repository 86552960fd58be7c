/** What a host answers to a poll, in the 24 characters of a message: its memory, and which programs are cached there. */
import type { Host } from './suitability.ts'

export interface HostMemory {
  readonly freeKB: number
  /** Of each program that is cached. */
  readonly textKB: number
  /** A bit for each program from 1 on. */
  readonly cached: number
}

export interface HostNews {
  readonly load: number
  /** Null where the host says nothing of it. */
  readonly memory: HostMemory | null
}

export function memoryText({ freeKB, textKB, cached }: HostMemory): string {
  return `${freeKB} ${textKB} ${cached.toString(36)}`
}

/** The load and what a host said of its memory, as a poller passes them on. */
export function newsText(load: number, memory: string): string {
  return memory === '' ? String(load) : `${load} ${memory}`
}

export function newsOf(text: string): HostNews {
  const [load, freeKB, textKB, cached] = text.split(' ')
  const memory =
    freeKB === undefined || textKB === undefined || cached === undefined
      ? null
      : {
          freeKB: Number(freeKB),
          textKB: Number(textKB),
          cached: Number.parseInt(cached, 36),
        }
  return { load: Number(load), memory }
}

/** How a host stands to one program, from 1; 0: of no name, which is nowhere cached. */
export function hostFor({ load, memory }: HostNews, program: number): Host {
  const isCached = program > 0 && memory !== null && ((memory.cached >> (program - 1)) & 1) === 1
  return {
    load,
    freeKB: memory?.freeKB ?? null,
    cachedKB: isCached ? memory.textKB : 0,
  }
}

/** What a program needs, as a run server is asked for a host. */
export interface Needs {
  readonly neededKB: number
  readonly program: number
}
export function needsText({ neededKB, program }: Needs): string {
  return `${neededKB} ${program}`
}
/** Null where nothing is said: then memory does not count. */
export function needsOf(text: string): Needs | null {
  const [neededKB, program] = text.split(' ')
  return program === undefined ? null : { neededKB: Number(neededKB), program: Number(program) }
}
