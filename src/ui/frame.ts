/**
 * The one frame scheduler. Whoever draws registers once; whoever changes something calls `invalidate`; every
 * view is then drawn in the same animation frame, in the order of registration, so all show the same instant.
 * What changes no instant is drawn in turn, a view a frame, so that no frame pays for all of them.
 */
type Draw = (now: number) => void

const draws: Draw[] = []
const names = new WeakMap<Draw, string>()
/** What moves the cursor comes first in every frame. */
const movers: Draw[] = []
let requested = 0
/** All views in the next frame. */
let together = false
/** Who waits for a frame of their own. */
const turns = new Set<Draw>()
/** Asked for anew while the views were being drawn in turn: each has its turn, and then all again. */
let again = false
/** Something is being done of which the views are told in turn. */
let telling = false
/** Whoever measures the page says so before its scripts run: each view's part of a frame is then in the browser's list. */
const measured = performance.getEntriesByName('measure-frames').length > 0

function drawOne(draw: Draw, now: number): void {
  if (!measured) return draw(now)
  const start = performance.now()
  draw(now)
  performance.measure(`draw ${names.get(draw) ?? 'view'}`, { start })
}

function run(now: number): void {
  requested = 0
  for (const move of movers) move(now)
  if (together) {
    together = false
    again = false
    turns.clear()
    for (const draw of [...draws]) drawOne(draw, now)
    return
  }
  const [draw] = turns
  if (!draw) return
  turns.delete(draw)
  drawOne(draw, now)
  if (turns.size === 0 && again) {
    again = false
    invalidateInTurn()
  }
  if (turns.size > 0) request()
}

function request(): void {
  if (requested === 0) requested = requestAnimationFrame(run)
}

export function invalidate(): void {
  if (telling) return invalidateInTurn()
  together = true
  request()
}

/** For what changes no instant on the screen, as when more of a long run has arrived. */
export function invalidateInTurn(): void {
  if (turns.size > 0) again = true
  else for (const draw of draws) turns.add(draw)
  request()
}

/** For the first that is seen of a run: whatever `act` asks to be drawn is drawn in turn. */
export function tellInTurn(act: () => void): void {
  telling = true
  try {
    act()
  } finally {
    telling = false
  }
}

/**
 * Registers a view, which is drawn in the next frame that is free; returns how to take it out again. One that comes with
 * much else waits for the frame after that: the one in between lays out what it came with.
 */
export function onFrame(
  draw: Draw,
  name?: string,
  comes: 'alone' | 'with-much' = 'alone',
): () => void {
  if (name !== undefined) names.set(draw, name)
  if (comes === 'alone') turns.add(draw)
  else
    requestAnimationFrame(() => {
      if (!draws.includes(draw)) return
      turns.add(draw)
      request()
    })
  const leave = join(draws, draw)
  return () => {
    turns.delete(draw)
    leave()
  }
}

/** Registers what moves before any view is drawn. */
export function beforeFrame(move: Draw): () => void {
  return join(movers, move)
}

function join(list: Draw[], one: Draw): () => void {
  list.push(one)
  request()
  return () => {
    const at = list.indexOf(one)
    if (at >= 0) list.splice(at, 1)
  }
}
