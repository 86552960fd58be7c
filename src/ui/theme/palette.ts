/** Colours and sizes of the theme, read from the style sheet once for each theme and not once for each frame. */
export interface Palette {
  readonly paper: string
  readonly surface: string
  readonly sunken: string
  readonly line: string
  readonly lineStrong: string
  readonly edge: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly onInk: string
  readonly request: string
  readonly requestInk: string
  readonly requestTint: string
  readonly reply: string
  readonly replyInk: string
  readonly replyTint: string
  readonly loss: string
  readonly lossInk: string
  readonly timer: string
  readonly busy: string
  readonly kernel: string
  readonly disk: string
  readonly dead: string
  readonly wire: string
  readonly veil: string
  readonly veilLine: string
  readonly sans: string
  readonly note: number
  readonly tick: number
  readonly hair: number
  readonly stroke: number
  readonly mark: number
  /** Rows and columns of the timeline, in px. */
  readonly left: number
  readonly right: number
  readonly ruler: number
  readonly foot: number
  readonly lane: number
  readonly process: number
  readonly sub: number
}

const COLOURS = [
  'paper',
  'surface',
  'sunken',
  'line',
  'lineStrong',
  'edge',
  'ink',
  'ink2',
  'ink3',
  'onInk',
  'request',
  'requestInk',
  'requestTint',
  'reply',
  'replyInk',
  'replyTint',
  'loss',
  'lossInk',
  'timer',
  'busy',
  'kernel',
  'disk',
  'dead',
  'wire',
  'veil',
  'veilLine',
] as const

const LENGTHS = {
  note: '--t-note',
  tick: '--t-tick',
  hair: '--w-hair',
  stroke: '--w-line',
  mark: '--w-mark',
  left: '--tl-left',
  right: '--tl-right',
  ruler: '--tl-ruler',
  foot: '--tl-foot',
  lane: '--tl-lane',
  process: '--tl-process',
  sub: '--tl-sub',
} as const

function property(name: string): string {
  const kebab = name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
  return `--${kebab.replace(/(\d)/, '-$1')}`
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const colours = COLOURS.map((name) => [
    name,
    style.getPropertyValue(property(name)).trim() || '#888',
  ])
  const lengths = Object.entries(LENGTHS).map(([name, variable]) => [
    name,
    Number.parseFloat(style.getPropertyValue(variable)) || 1,
  ])
  const sans = style.getPropertyValue('--sans').trim() || 'sans-serif'
  return { ...Object.fromEntries(colours), ...Object.fromEntries(lengths), sans } as Palette
}
