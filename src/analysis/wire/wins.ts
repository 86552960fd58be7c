/**
 * Capture: who wins runs of frames. A win is a frame sent whole while another machine wanted the cable; wins of
 * one machine without another's between them are one run.
 */
export interface WinRun {
  readonly host: number
  /** ns: its first frame's first bit, its last frame's last. */
  readonly from: number
  readonly to: number
  readonly wins: number
}

interface Run {
  readonly host: number
  readonly from: number
  /** Positions of its first win among all, and of the one after its last. */
  readonly first: number
  end: number
}

export class Wins {
  /** When each win's last bit left. */
  private readonly times: number[] = []
  private readonly runs: Run[] = []
  private open: Run | null = null

  /** A frame has been sent whole; `rivals` machines besides wanted the cable. */
  won(host: number, from: number, to: number, rivals: number): void {
    if (rivals === 0) {
      this.open = null
      return
    }
    this.times.push(to)
    if (this.open?.host !== host) {
      this.open = { host, from, first: this.times.length - 1, end: 0 }
      this.runs.push(this.open)
    }
    this.open.end = this.times.length
  }

  /** The runs that touch a window, in order; wins that lie after `until` are not in them. */
  within(from: number, to: number, until = Number.POSITIVE_INFINITY): WinRun[] {
    const won = below(this.times.length, (i) => this.timeOf(i) <= until)
    const first = below(this.runs.length, (i) => this.timeOf((this.runs[i] as Run).end - 1) < from)
    const found: WinRun[] = []
    for (let i = first; i < this.runs.length; i++) {
      const run = this.runs[i] as Run
      const end = Math.min(run.end, won)
      if (run.from > to || end <= run.first) break
      const wins = end - run.first
      found.push({ host: run.host, from: run.from, to: this.timeOf(end - 1), wins })
    }
    return found
  }

  private timeOf(i: number): number {
    return this.times[i] as number
  }
}

/** How many of the first positions hold; those that do come first. */
function below(count: number, holds: (i: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}
