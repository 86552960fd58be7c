/** Numbers as the chrome writes them: tabular, with a unit, the same in every browser. */

/** `42.080 600 ms`: thousands of a millisecond in groups of three, so that digits can be compared by place. */
export function clock(ns: number): { readonly figure: string; readonly unit: string } {
  const whole = Math.floor(ns / 1e6)
  const rest = String(Math.round(ns % 1e6)).padStart(6, '0')
  return { figure: `${grouped(whole)}.${rest.slice(0, 3)} ${rest.slice(3)}`, unit: 'ms' }
}

/** A moment in a sentence: `41.02 ms`, with as many figures as tell it from its neighbours. */
export function moment(ns: number): string {
  if (ns < 1e6) return `${trimmed(ns / 1e3, 2)} µs`
  if (ns < 1e10) return `${trimmed(ns / 1e6, 4)} ms`
  return `${trimmed(ns / 1e9, 4)} s`
}

/** A length of time in a sentence: `9 µs`, `0.9 ms`, `1.5 s`. */
export function length(ns: number): string {
  if (ns < 1e3) return `${trimmed(ns, 0)} ns`
  if (ns < 1e6) return `${trimmed(ns / 1e3, 2)} µs`
  if (ns < 1e9) return `${trimmed(ns / 1e6, 3)} ms`
  return `${trimmed(ns / 1e9, 3)} s`
}

/** `1,428`, `2.54`, `0.0064`: about four figures, no more than the number has. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isInteger(value)) return grouped(value)
  const size = value < 0 ? -value : value
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 5
  return trimmed(value, places)
}

/** Three figures that count, as a sentence wants them: 2.544066 → 2.54; whole numbers stay whole. */
export function brief(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(3))
}

export function grouped(value: number): string {
  const digits = String(value < 0 ? -value : value)
  return (value < 0 ? '−' : '') + digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

function trimmed(value: number, places: number): string {
  const text = value.toFixed(places)
  const [whole = '', part = ''] = text.split('.')
  const kept = part.replace(/0+$/, '')
  const sign = whole.startsWith('-') ? '−' : ''
  const front = grouped(Number(whole.replace('-', '')))
  return sign + front + (kept === '' ? '' : `.${kept}`)
}

/** `2,500 m`, `0.4 m`: a place on a cable or its length. */
export function metresWords(metres: number): string {
  return `${trimmed(metres, 1)} m`
}

/** `1 frame`, `3 frames`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`
}

/** Milliseconds as a scenario's figures give them: a unit at the end of a metric's name, and what is left. */
const UNITS: readonly (readonly [suffix: string, unit: string])[] = [
  ['PerSecond', 'a second'],
  ['Percent', '%'],
  ['Seconds', 's'],
  ['Ratio', 'times'],
  ['Micros', 'µs'],
  ['Mbps', 'Mb/s'],
  ['Kbps', 'kb/s'],
  ['KBps', 'KB/s'],
  ['KB', 'KB'],
  ['Ms', 'ms'],
]

export function unitOf(metric: string): string {
  return UNITS.find(([suffix]) => metric.endsWith(suffix))?.[1] ?? ''
}

/** Of what every run measures, and of what several scenarios do. */
const LABELS: Readonly<Record<string, string>> = {
  simulatedMs: 'Simulated time',
  framesSent: 'Frames sent',
  framesLost: 'Frames lost',
  bytesOnWire: 'Bytes on the wire',
  collisions: 'Collisions',
  cpuBusyMs: 'Processors busy',
  invariantViolations: 'Promises broken',
}

/** A label for a metric that a scenario does not name itself: `framesPerExchange` → `Frames per exchange`. */
export function labelOf(metric: string): string {
  const label = Object.hasOwn(LABELS, metric) ? LABELS[metric] : undefined
  if (label !== undefined) return label
  const known = UNITS.find(([suffix]) => metric.endsWith(suffix) && metric !== suffix)
  const bare = known ? metric.slice(0, -known[0].length) : metric
  const words = bare
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bcpu\b/, 'processor')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function valueWords(value: number | string | null | undefined, unit: string): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'string') return value
  return unit === '' ? figure(value) : `${figure(value)}${unit === '%' ? ' %' : ` ${unit}`}`
}

const WITH_UNIT =
  /(\d[\d.,\u202f]* (?:ns|µs|ms|s|min|m|km|bits?|bytes?|KB|MB|kb\/s|Mb\/s|MHz|%)(?![\p{L}\d/]))/u

/** The text in parts, every second of them a figure with its unit: these stay on one line. */
export function figuresIn(text: string): readonly string[] {
  return text.split(WITH_UNIT)
}
