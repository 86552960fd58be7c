/** A rectangle of the stage, in CSS pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** px: what is asked for meets little that is not in the same strips. */
const STRIP = 48

/** What is taken already. A label that fits nowhere is left out, never cut. */
export class LabelPlaces {
  private readonly bounds: Box
  /** By upright strips of the picture; a box is in each that it touches. */
  private readonly strips = new Map<number, Box[]>()
  private lower: LabelPlaces | null = null

  constructor(bounds: Box) {
    this.bounds = bounds
  }

  /** What these others have taken is taken here too. */
  under(lower: LabelPlaces): void {
    this.lower = lower
  }

  copy(): LabelPlaces {
    const copy = new LabelPlaces(this.bounds)
    for (const [strip, boxes] of this.strips) copy.strips.set(strip, [...boxes])
    return copy
  }

  take(box: Box): void {
    const last = Math.floor((box.x + box.w) / STRIP)
    for (let strip = Math.floor(box.x / STRIP); strip <= last; strip++) {
      const list = this.strips.get(strip)
      if (list) list.push(box)
      else this.strips.set(strip, [box])
    }
  }

  /** Takes what a slanted line covers. */
  takeLine(x1: number, y1: number, x2: number, y2: number, thick: number): void {
    const isStraight = x1 === x2 || y1 === y2
    const steps = isStraight ? 1 : Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 12))
    for (let i = 0; i < steps; i++) {
      const [xa, xb] = [x1 + ((x2 - x1) * i) / steps, x1 + ((x2 - x1) * (i + 1)) / steps]
      const [ya, yb] = [y1 + ((y2 - y1) * i) / steps, y1 + ((y2 - y1) * (i + 1)) / steps]
      this.take({
        x: Math.min(xa, xb) - thick / 2,
        y: Math.min(ya, yb),
        w: Math.abs(xb - xa) + thick,
        h: Math.abs(yb - ya),
      })
    }
  }

  /** The first of the candidates with room, taken; undefined if there is none. */
  place(candidates: Iterable<Box>): Box | undefined {
    for (const box of candidates)
      if (this.isFree(box)) {
        this.take(box)
        return box
      }
    return undefined
  }

  isFree(box: Box): boolean {
    const { bounds } = this
    if (box.x < bounds.x || box.y < bounds.y) return false
    if (box.x + box.w > bounds.x + bounds.w || box.y + box.h > bounds.y + bounds.h) return false
    return !this.isTaken(box)
  }

  private isTaken(box: Box): boolean {
    const last = Math.floor((box.x + box.w) / STRIP)
    for (let strip = Math.floor(box.x / STRIP); strip <= last; strip++)
      if (this.strips.get(strip)?.some((other) => overlaps(box, other))) return true
    return this.lower?.isTaken(box) ?? false
  }
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  )
}
