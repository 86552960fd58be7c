import { describe, expect, test } from 'vitest'
import { stageAt } from '../../analysis/stage/stage-at.ts'
import { libraryDocument } from '../../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import type { CellLook } from './draw-cell.ts'
import { drawRoom } from './room-scene.ts'
import { Scene } from './scene.ts'
import type { Sizes } from './sizes.ts'

const sizes: Sizes = {
  note: 12,
  label: 13,
  name: 15,
  tick: 11,
  unit: 1,
  width: (text) => text.length * 7,
}
const WIDTH = 1000

/** `width` is a room of its own, and has cells of its own to go by. */
function draw({ trace, setup }: Trial, prefix: number, width: number, playing: boolean): Scene {
  const frame = { x: 0, y: 0, w: width, h: 420 }
  const since = Number.POSITIVE_INFINITY
  const scene = new Scene({ trace, sizes, frame, future: null, since, playing })
  const time = prefix === 0 ? 0 : trace.time(prefix - 1)
  drawRoom(scene, stageAt({ trace, setup }, prefix, time), setup)
  return scene
}
const looks = (scene: Scene): Omit<CellLook, 'box'>[] =>
  scene.racks.flatMap(({ cells }) => cells.map(({ box: _, ...look }) => look))

const does = (ms: number, action: string, target: string): Intervention => ({
  time: ms * 1e6,
  action,
  target,
})
const make = (switches: Record<string, SwitchValue>, interventions: Intervention[] = []): Trial =>
  trial(libraryDocument('parallel-make') as ScenarioDocument, { switches, interventions })

/** The same, with every `n`th frame lost at the machine that would have taken it. */
function lossy(switches: Record<string, SwitchValue>, n: number): Trial {
  const { trace } = make(switches)
  const taken = records(trace, Kind.accepted).filter((_, i) => i % n === n - 1)
  return make(
    switches,
    taken.map((i) =>
      does(0, 'lose', `${trace.nameOf(trace.entity(i))}@${trace.localName(trace.a(i))}`),
    ),
  )
}

describe.each([
  [
    'a make on 40 machines, of which two lose their power',
    () =>
      make({ processors: 40, files: 10, cpuMsPerCompile: 200 }, [
        does(1500, 'crash', 'P3'),
        does(1800, 'crash', 'P9'),
        does(2600, 'reboot', 'P3'),
      ]),
  ],
  ['a make that loses frames', () => lossy({ processors: 40, files: 6, ioMsPerCompile: 60 }, 90)],
])('%s', (_, run) => {
  test('played, every cell looks as it does where the run is only looked at', () => {
    const its = run()
    const kept = { looks: 0, all: 0, losses: 0 }
    let before: readonly CellLook[] = []
    const steps = [1, 61, 7, 400, 1900, 19, 9000]
    for (let prefix = 0, i = 0; prefix < its.trace.length; i++) {
      prefix += steps[i % steps.length] as number
      const at = Math.min(prefix, its.trace.length)
      const played = draw(its, at, WIDTH, true)
      expect(looks(played)).toEqual(looks(draw(its, at, WIDTH + 1, false)))
      const cells = played.racks.flatMap((rack) => rack.cells)
      kept.looks += cells.filter((look, place) => look === before[place]).length
      kept.all += cells.length
      kept.losses += cells.filter(({ loss }) => loss).length
      before = cells
    }
    expect(kept.all).toBeGreaterThan(1000)
    expect(kept.losses).toBeGreaterThan(0)
    expect(kept.looks / kept.all).toBeGreaterThan(0.5)
  })
})
