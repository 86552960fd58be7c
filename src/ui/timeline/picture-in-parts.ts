/**
 * A picture of a run that still arrives: drawn out of sight, a lane at a time between frames, and shown when it is
 * whole. Its lanes become fuller several times a second, and nobody waits for that.
 */
import type { FirstDifference } from '../../analysis/timeline/first-difference.ts'
import { workOn } from '../slices.ts'
import { sizeCanvas } from '../theme/canvas-signs.ts'
import { stepsOf } from './draw.ts'
import type { Scene } from './scene.ts'

export class PictureInParts {
  private canvas: HTMLCanvasElement | null = null
  private steps: (() => void)[] | null = null

  get isUnderWay(): boolean {
    return this.steps !== null
  }

  /** `whole` is told when the picture is in the canvas of `scene`. */
  begin(scene: Scene, difference: FirstDifference | null, whole: () => void): void {
    this.canvas ??= document.createElement('canvas')
    const { canvas } = this
    const pen = canvas.getContext('2d')
    if (!pen) return
    sizeCanvas(canvas, scene.width, scene.height, scene.ratio)
    const steps = stepsOf({ ...scene, pen }, difference)
    steps.push(() => {
      this.steps = null
      scene.pen.setTransform(1, 0, 0, 1, 0, 0)
      scene.pen.clearRect(0, 0, canvas.width, canvas.height)
      scene.pen.drawImage(canvas, 0, 0)
      whole()
    })
    this.steps = steps
    workOn(() => {
      if (this.steps !== steps) return false
      steps.shift()?.()
      return steps.length > 0
    })
  }

  /** What is on its way is not shown, and the next begins anew. */
  giveUp(): void {
    this.steps = null
    this.canvas = null
  }
}
