/** The sizes of the theme, as the tokens give them, and widths of words in them. */
export interface Sizes {
  readonly note: number
  readonly label: number
  readonly name: number
  readonly tick: number
  /** What a pixel of the drawings is in this theme: 1, larger on the projector, though less than its words. */
  readonly unit: number
  readonly width: Measure
}

export type TextSize = 'note' | 'label' | 'name' | 'tick'
export type Measure = (text: string, size: TextSize, bold?: boolean) => number

export function readSizes(element: Element): Sizes {
  const style = getComputedStyle(element)
  const pixels = (token: string, otherwise: number): number =>
    Number.parseFloat(style.getPropertyValue(token)) || otherwise
  const label = pixels('--t-label', 13)
  const fonts = {
    note: pixels('--t-note', 12),
    label,
    name: (label * 15) / 13,
    tick: pixels('--t-tick', 11.5),
  }
  const family = style.getPropertyValue('--sans') || 'sans-serif'
  return { ...fonts, unit: 1 + (label / 13 - 1) * 0.6, width: measurer(fonts, family) }
}

function measurer(fonts: Readonly<Record<TextSize, number>>, family: string): Measure {
  const pen = document.createElement('canvas').getContext('2d')
  const known = new Map<string, number>()
  return (text, size, bold = false) => {
    const weight = size === 'name' ? 700 : bold || size === 'label' ? 600 : 400
    const font = `${weight} ${fonts[size]}px ${family}`
    const key = `${font}|${text}`
    let width = known.get(key)
    if (width === undefined) {
      if (pen) pen.font = font
      width = pen ? pen.measureText(text).width : text.length * fonts[size] * 0.56
      if (known.size > 4000) known.clear()
      known.set(key, width)
    }
    return width
  }
}
