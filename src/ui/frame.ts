/**
 * The one frame scheduler. Whoever draws registers once; whoever changes something calls `invalidate`; every
 * view is then drawn in the same animation frame, in the order of registration, so all show the same instant.
 */
type Draw = (now: number) => void

const draws: Draw[] = []
let requested = 0

function run(now: number): void {
  requested = 0
  for (const draw of [...draws]) draw(now)
}

export function invalidate(): void {
  if (requested === 0) requested = requestAnimationFrame(run)
}

/** Registers a view; returns how to take it out again. */
export function onFrame(draw: Draw): () => void {
  draws.push(draw)
  invalidate()
  return () => {
    const at = draws.indexOf(draw)
    if (at >= 0) draws.splice(at, 1)
  }
}
