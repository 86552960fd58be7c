/** What the gallery's small pictures are made of: in a field of 270 by 112, hues and signs as on the stage. */

/** A path with the class that gives it its hue, or one of the page's signs. */
export type Mark =
  | { readonly look: string; readonly d: string }
  | { readonly sign: string; readonly x: number; readonly y: number; readonly size: number }

export type Drawing = readonly Mark[]

export const line = (look: string, d: string): Mark => ({ look: `g-${look}`, d })

/** `look` is what it is filled with: box, ink, kern, req, rep, send, dash, tent. */
export const box = (look: string, x: number, y: number, w: number, h: number, r = 0): Mark => {
  const arc = (dx: number, dy: number): string => (r > 0 ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '')
  const across = w - 2 * r
  const down = h - 2 * r
  return line(
    look,
    `M${x + r} ${y}h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}z`,
  )
}

export const dot = (look: string, x: number, y: number, r: number): Mark =>
  line(look, `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`)

export const sign = (name: string, x: number, y: number, size = 20): Mark => ({
  sign: `#e-${name}`,
  x: x - size / 2,
  y: y - size / 2,
  size,
})

/** A machine. */
export const machine = (x: number, y: number, w = 34, h = 24, look = 'box'): Mark =>
  box(look, x - w / 2, y - h / 2, w, h, 4)

export const coax = (y: number): Drawing => [
  box('coax', 20, y - 5, 230, 10, 2),
  box('ink', 16, y - 8, 5, 16, 1),
  box('ink', 249, y - 8, 5, 16, 1),
]

/** A machine on the cable at `y`, over it or under it. */
export const tapped = (x: number, y: number, side: 1 | -1, live = false): Drawing => [
  line(live ? 'wire live' : 'wire', `M${x} ${y + 5 * side}v${14 * side}`),
  machine(x, y + 31 * side),
]

export const drum = (x: number, y: number, w = 40, h = 62): Mark => {
  const lid = w / 4.5
  return line(
    'drum',
    `M${x - w / 2} ${y - h / 2}c0 ${-lid} ${w} ${-lid} ${w} 0v${h}c0 ${lid} ${-w} ${lid} ${-w} 0zc0 ${lid} ${w} ${lid} ${w} 0`,
  )
}

/** A request with its filled head, a reply with its open one. */
export const arrow = (
  kind: 'req' | 'rep',
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): Drawing => {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const long = Math.hypot(dx, dy)
  const [ux, uy] = [dx / long, dy / long]
  const at = (back: number, side: number): string =>
    `${(x2 - ux * back - uy * side).toFixed(1)} ${(y2 - uy * back + ux * side).toFixed(1)}`
  return [
    line(`${kind}-l`, `M${x1} ${y1}L${at(8, 0)}`),
    line(kind === 'req' ? 'req' : 'rep-h', `M${at(0, 0)}L${at(10, 5)}L${at(10, -5)}z`),
  ]
}

/** The double line round the members of a group. */
export const around = (x: number, y: number, w: number, h: number): Drawing => [
  box('group', x, y, w, h, Math.min(h / 2, 12)),
  box('group-core', x, y, w, h, Math.min(h / 2, 12)),
]

/** A sheet with lines of text. */
export const page = (look: string, x: number, y: number, w = 44, h = 56): Drawing => [
  box(look, x, y, w, h, 5),
  line('line', [0.28, 0.5, 0.72].map((part) => `M${x + 9} ${y + h * part}h${w - 18}`).join('')),
]

export const collision = (x: number, y: number): Mark => {
  const spikes = Array.from({ length: 16 }, (_, i) => {
    const r = i % 2 === 0 ? 22 : 12
    const [dx, dy] = [Math.sin((i * Math.PI) / 8), Math.cos((i * Math.PI) / 8)]
    return `${(x + r * dx).toFixed(1)} ${(y - r * dy).toFixed(1)}`
  })
  return line('loss', `M${spikes.join('L')}z`)
}
