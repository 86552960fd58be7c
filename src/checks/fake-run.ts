/** A run made by hand, for the tests of folds: entities by name, emissions one by one, and what a lamp was told. */
import { EntityType, joinName } from '../trace/entities.ts'
import { CHANGE, Field, PROCESS_STATES, type ProcessState } from '../trace/fields.ts'
import type { Checker, Emission, Fold, FoldContext, Metric } from '../trace/fold.ts'
import { EndReason } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { SwitchValue } from '../trace/tuple.ts'

const TYPES: readonly EntityType[] = [
  EntityType.host,
  EntityType.process,
  EntityType.exchange,
  EntityType.frame,
  EntityType.attempt,
]
const MESSAGE_PACKET = [
  { name: 'header', bytes: 32, part: 'V packet', as: 'hex' as const },
  { name: 'message', bytes: 32, part: 'message', as: 'hex' as const },
]

export class FakeRun {
  now = 0
  readonly told: string[] = []
  exercised = 0
  readonly context: FoldContext
  private index = 0
  private readonly entities: { type: EntityType; parent: EntityId; name: string }[] = []
  private readonly known = new Map<string, EntityId>()
  private readonly strings: string[] = []
  private readonly folds = new Map<number, Fold[]>()
  private ends: ((endNs: number, reason: number) => void)[] = []
  private asks: ((endNs: number) => number | string | null)[] = []

  constructor(
    options: {
      preset?: string
      warmUpNs?: number
      switches?: Readonly<Record<string, SwitchValue>>
      cable?: Partial<RunSetup['cable']>
      /** Of the taps of A and B. */
      metres?: readonly [number, number]
    } = {},
  ) {
    const run = this.add(EntityType.run, NONE, 'run')
    const hosts = ['A', 'B'].map((name, i) => {
      const entity = this.add(EntityType.host, run, name)
      return {
        entity,
        name,
        processor: this.add(EntityType.processor, entity, 'cpu'),
        metre: options.metres?.[i] ?? 0,
      }
    })
    const setup = {
      hosts,
      cable: options.cable ?? { preambleBits: 8 },
      costs: [{ preset: options.preset ?? 'sun10' }],
      formats: [{ name: 'message packet', fields: MESSAGE_PACKET }],
    }
    this.context = {
      setup: setup as unknown as RunSetup,
      switches: options.switches ?? {},
      warmUpNs: options.warmUpNs ?? 0,
      typeOf: (entity) => this.entities[entity]?.type ?? EntityType.run,
      parentOf: (entity) => this.entities[entity]?.parent ?? NONE,
      localName: (entity) => this.entities[entity]?.name ?? '',
      nameOf: (entity) => this.nameOf(entity),
      stringId: (value) => this.string(value),
      stringOf: (id) => this.strings[id] ?? '',
      observe: (kinds, fold) => {
        for (const kind of kinds) this.folds.set(kind, [...(this.folds.get(kind) ?? []), fold])
      },
    }
  }

  private add(type: EntityType, parent: EntityId, name: string): EntityId {
    this.entities.push({ type, parent, name })
    const id = this.entities.length - 1
    this.known.set(this.nameOf(id), id)
    return id
  }
  private nameOf(entity: EntityId): string {
    const row = this.entities[entity]
    if (!row) return ''
    return joinName(row.parent > 0 ? this.nameOf(row.parent) : '', row.type, row.name)
  }

  /** `A`, `A/cpu`, or what hangs on a process: `A.client/send1/SEND.1/try1`; made when first named. */
  id(name: string): EntityId {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const cut = Math.max(name.lastIndexOf('/'), name.includes('/') ? 0 : name.lastIndexOf('.'))
    const parent = this.id(name.slice(0, cut))
    const depth = TYPES.indexOf(this.context.typeOf(parent)) + 1
    return this.add(TYPES[depth] as EntityType, parent, name.slice(cut + 1))
  }
  /** A frame of a load, which hangs on its host; its name. */
  loadFrame(host: string, name: string): string {
    this.add(EntityType.frame, this.id(host), name)
    return `${host}/${name}`
  }
  string(value: string): number {
    if (!this.strings.includes(value)) this.strings.push(value)
    return this.strings.indexOf(value)
  }

  check(checker: Checker): this {
    const { end } = checker.start(this.context, {
      exercised: () => void this.exercised++,
      broken: (sentence) => void this.told.push(sentence),
    })
    if (end) this.ends.push(end)
    return this
  }
  measure(metric: Metric): this {
    this.asks.push(metric.start(this.context))
    return this
  }

  emit(kind: number, name: string, a = 0, b = 0, more: Partial<Emission> = {}): this {
    const emission: Emission = {
      time: this.now,
      kind,
      entity: this.id(name),
      a,
      b,
      index: this.index,
      cause: this.index === 0 ? NONE : this.index - 1,
      because: NONE,
      span: NONE,
      ...more,
    }
    this.index++
    for (const fold of this.folds.get(kind) ?? []) fold(emission)
    return this
  }
  state(name: string, from: ProcessState, to: ProcessState): this {
    const [a, b] = [PROCESS_STATES.indexOf(from), PROCESS_STATES.indexOf(to)]
    return this.emit(CHANGE + Field.state, name, a, b)
  }
  at(time: number): this {
    this.now = time
    return this
  }

  /** Ends the run; the values of the metrics in the order in which they were measured. */
  end(reason: number = EndReason.quiescent): (number | string | null)[] {
    for (const end of this.ends) end(this.now, reason)
    return this.asks.map((ask) => ask(this.now))
  }
}
