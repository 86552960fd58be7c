/**
 * One record of a run, as typed columns. A trace is append-only: nothing in it is ever rewritten, so the
 * whole screen can be a function of (trace, cursor), and stepping back is moving the cursor.
 */

/** "No record", "no entity", "no string": the largest unsigned 32-bit number, for every reference column. */
export const NONE = 0xffffffff

/** Index of a record in its trace. */
export type RecordIndex = number
/** Index of an entity in the trace's entity table. Only its *name* means the same thing in another run. */
export type EntityId = number
export type StringId = number
export type BytesId = number

/** How much of a run is kept. Metrics, checks and the fingerprint are the same at every level. */
export type RecordingLevel = 'everything' | 'summaries' | 'nothing'

/** Zooming is crossing layers: each finer layer shows its own records and those of all the coarser ones. */
export const LAYERS = ['transaction', 'message', 'packet', 'frame', 'signal'] as const
export type Layer = (typeof LAYERS)[number]

/** Columns of a chunk share one buffer, so that it travels as one. */
export interface Columns {
  /** Simulated nanoseconds since the start of the run; integers below 2^53. */
  readonly time: Float64Array
  readonly kind: Uint16Array
  readonly entity: Uint32Array
  /** The trigger: the record that made this one happen (a timer's firing points at its setting). */
  readonly cause: Uint32Array
  /** The record that put the deciding state in place (the frame that took the last buffer), or NONE. */
  readonly because: Uint32Array
  /** For a close: its open. For a point inside a span: that span's open. Otherwise NONE. */
  readonly span: Uint32Array
  readonly a: Int32Array
  readonly b: Int32Array
}

/** The same record as an object, for code that looks at few of them. */
export interface TraceRecord {
  readonly index: RecordIndex
  readonly time: number
  readonly kind: number
  readonly entity: EntityId
  readonly cause: RecordIndex
  readonly because: RecordIndex
  readonly span: RecordIndex
  readonly a: number
  readonly b: number
}

/** Records a chunk holds at most; the reader relies on every chunk but the last being full. */
export const CHUNK_RECORDS = 1 << 12

/** What travels from the worker to the page: columns by transfer, tables as what was added since the last chunk. */
export interface Chunk {
  /** Index of the chunk's first record. */
  readonly first: RecordIndex
  readonly count: number
  readonly columns: Columns
  readonly entities: EntityRows
  readonly strings: { readonly first: StringId; readonly values: readonly string[] }
  readonly bytes: BytesRows
  /** The run has been simulated up to here, in ns. */
  readonly simulatedNs: number
}

export interface EntityRows {
  readonly first: EntityId
  readonly types: Uint8Array
  readonly parents: Uint32Array
  /** Local names, one after the other: `client`, `send3`, `SEND.2`; and where in them each ends. */
  readonly names: string
  readonly ends: Uint32Array
}

export interface BytesRows {
  readonly first: BytesId
  readonly formats: Uint8Array
  readonly data: Uint8Array
  /** Where in the data each ends. */
  readonly ends: Uint32Array
}
