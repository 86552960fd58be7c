/** A program that a document may cast: its name, what it is given, and how it begins. */
import { BadInput } from '../engine/assert.ts'
import type { Program } from '../engine/program.ts'
import type { Pid } from '../kernel/pid.ts'

export interface ArgumentSpec {
  readonly type: 'number' | 'word' | 'process' | 'processes' | 'operations'
  /** Used where the document gives none; absent: it must. */
  readonly default?: number | string
  readonly says: string
  /** Words that are allowed, for a word. */
  readonly words?: readonly string[]
}

export interface Part {
  readonly name: string
  readonly args: Readonly<Record<string, ArgumentSpec>>
  /** Names of processes that it makes as it runs, in an environment of their own. */
  readonly guests?: readonly string[]
  /** The same, where it must hear of their end, for somebody waits to be told: nobody else may end them. */
  readonly wards?: readonly string[]
  readonly create: (args: Arguments, self: Pid) => Program
}

/** Arguments of one process, checked against its program's specification as they are read. */
export class Arguments {
  private readonly given: Readonly<Record<string, unknown>>
  private readonly part: Part
  private readonly place: string
  readonly pidOf: (identity: string) => Pid

  constructor(
    part: Part,
    given: Readonly<Record<string, unknown>>,
    place: string,
    pidOf: (identity: string) => Pid,
  ) {
    this.part = part
    this.given = given
    this.place = place
    this.pidOf = pidOf
    for (const key of Object.keys(given)) {
      if (!(key in part.args))
        throw new BadInput(`The program ${part.name} takes no argument “${key}”.`, place)
    }
  }

  private value(key: string): unknown {
    const value = this.given[key] ?? this.part.args[key]?.default
    if (value === undefined)
      throw new BadInput(`The program ${this.part.name} needs the argument “${key}”.`, this.place)
    return value
  }
  number(key: string): number {
    const value = this.value(key)
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw new BadInput(`“${key}” of the program ${this.part.name} must be a number.`, this.place)
  }
  word(key: string): string {
    const value = String(this.value(key))
    const words = this.part.args[key]?.words
    if (!words || words.includes(value)) return value
    throw new BadInput(
      `“${key}” of the program ${this.part.name} must be one of ${words.join(', ')}.`,
      this.place,
    )
  }
  process(key: string): Pid {
    const value = this.value(key)
    if (typeof value === 'object' && value !== null && 'process' in value)
      return this.pidOf(String(value.process))
    throw new BadInput(`“${key}” of the program ${this.part.name} must name a process.`, this.place)
  }
  processes(key: string): readonly Pid[] {
    const value = this.value(key)
    const isProcess = (each: unknown): each is { readonly process: unknown } =>
      typeof each === 'object' && each !== null && 'process' in each
    if (Array.isArray(value) && value.every(isProcess))
      return value.map(({ process }) => this.pidOf(String(process)))
    throw new BadInput(
      `“${key}” of the program ${this.part.name} must be a list of processes.`,
      this.place,
    )
  }
  operations(key: string): readonly unknown[] {
    const value = this.value(key)
    if (Array.isArray(value)) return value
    // The default of a list that may be left out.
    if (value === '') return []
    throw new BadInput(
      `“${key}” of the program ${this.part.name} must be a list of operations.`,
      this.place,
    )
  }
}
