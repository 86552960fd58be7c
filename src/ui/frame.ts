/**
 * The one frame scheduler. Whoever draws registers once; whoever changes something calls `invalidate`; every
 * view is then drawn in the same animation frame, in the order of registration, so all show the same instant.
 */
type Draw = (now: number) => void

const draws: Draw[] = []
/** What moves the cursor comes first in every frame. */
const movers: Draw[] = []
let requested = 0
/** All views in the next frame, or one after the other, a frame each. */
let together = false
let left = 0
/** Somebody asked anew while the views were being drawn in turn. */
let again = false

function run(now: number): void {
  requested = 0
  for (const move of movers) move(now)
  if (together) {
    together = false
    left = 0
    again = false
    for (const draw of [...draws]) draw(now)
    return
  }
  if (left === 0 || draws.length === 0) return
  draws[draws.length - left]?.(now)
  left = Math.min(left - 1, draws.length)
  if (left === 0 && again) {
    again = false
    left = draws.length
  }
  if (left > 0) request()
}

function request(): void {
  if (requested === 0) requested = requestAnimationFrame(run)
}

export function invalidate(): void {
  together = true
  request()
}

/**
 * For what changes no instant on the screen, as when more of a long run has arrived: the views are drawn in turn,
 * so that no frame pays for all of them.
 */
export function invalidateInTurn(): void {
  if (left > 0) again = true
  else left = draws.length
  request()
}

/** Registers a view; returns how to take it out again. */
export function onFrame(draw: Draw): () => void {
  return join(draws, draw)
}

/** Registers what moves before any view is drawn. */
export function beforeFrame(move: Draw): () => void {
  return join(movers, move)
}

function join(list: Draw[], one: Draw): () => void {
  list.push(one)
  invalidate()
  return () => {
    const at = list.indexOf(one)
    if (at >= 0) list.splice(at, 1)
  }
}
