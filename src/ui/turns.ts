/**
 * What the reader looks at first, the stage, is drawn first: what stands beside it is mounted when that is done, part
 * by part, a frame each, so that no frame pays for all of it.
 */

/** A run that takes longer to arrive is not waited for, ms. */
const PATIENCE_MS = 100
/** In a tab that nobody sees there are no frames. */
const UNSEEN_MS = 120

type Mount = () => void
const waiting = new Set<Mount>()
let patience: ReturnType<typeof setTimeout> | undefined
let going = false

let drawn = false
/** A frame of the stage has been drawn from a run. */
export function stageIsDrawn(): void {
  drawn = true
  if (waiting.size > 0) begin()
}

function begin(): void {
  clearTimeout(patience)
  patience = undefined
  if (going) return
  going = true
  afterPaint(next)
}

function next(): void {
  const [mount] = waiting
  if (!mount) {
    going = false
    return
  }
  waiting.delete(mount)
  mount()
  afterPaint(next)
}

function afterPaint(act: () => void): void {
  let acted = false
  const once = (): void => {
    if (acted) return
    acted = true
    act()
  }
  requestAnimationFrame(() => setTimeout(once))
  setTimeout(once, UNSEEN_MS)
}

/** Calls back when what has come before has been painted; returns how to give that up. */
export function inItsTurn(mount: Mount): () => void {
  waiting.add(mount)
  if (drawn) begin()
  else if (!going) patience ??= setTimeout(begin, PATIENCE_MS)
  return () => waiting.delete(mount)
}
