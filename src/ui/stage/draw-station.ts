/** A machine that only sends a load: what waits, what is being tried, and its share of the cable as a bar. */

import type { StageHost, StageStation } from '../../analysis/stage/stage-model.ts'
import { frameWords, rangeWords, sentWords } from '../../analysis/stage/stations.ts'
import { interfaceClass } from './draw-interface.ts'
import type { Box } from './label-places.ts'
import { f, group, path, rect, type Scene, sign, timerRing, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

export function stationWords(host: StageHost, station: StageStation): string {
  const waits = station.waiting === 1 ? '1 frame' : `${station.waiting} frames`
  return `${host.name}, ${host.roleLabel}, ${frameWords(station)[0]}, ${waits} in its queue, ${sentWords(station)[0]}`
}

/** The first text that fits a width, or ''. */
function fitting(scene: Scene, texts: readonly string[], width: number, bold = false): string {
  return texts.find((text) => scene.width(text, 'note', bold) <= width) ?? ''
}

type Line = (row: Box) => SvgNode[]

/** As many of its lines as there is room for; the share of the cable is the last to go. */
export function drawStation(scene: Scene, host: StageHost, station: StageStation, box: Box): void {
  if (!host.on) return
  const u = scene.unit
  const room = Math.floor(box.h / (18 * u) + 0.1)
  const frame: Line = (row) => frameLine(scene, host, station, row)
  const slots: Line = (row) => slotLine(scene, station, row)
  const queue: Line = (row) => queueLine(scene, station, row)
  const sent: Line = (row) => sentLine(scene, station, row)
  const lines =
    room >= 4
      ? [frame, slots, queue, sent]
      : room === 3
        ? [frame, slots, sent]
        : room === 2
          ? [frame, sent]
          : [sent]
  const step = Math.min(26 * u, box.h / lines.length)
  const nodes = lines.map((line, i) => {
    const row = { x: box.x, y: box.y + i * step, w: box.w, h: Math.min(step, box.h) }
    return group(`line${i}`, {}, ...line(row))
  })
  scene.add('cards', group(`${host.name} load`, {}, ...nodes))
}

function base(scene: Scene, row: Box): number {
  return row.y + row.h / 2 + scene.drop('note')
}

function frameLine(scene: Scene, host: StageHost, station: StageStation, row: Box): SvgNode[] {
  const text = fitting(scene, frameWords(station), row.w, true)
  const parts = [
    rect('row', 'row', row, 4 * scene.unit),
    words('frame', 't-note2 b ink num', row.x, base(scene, row), text),
  ]
  if (!station.frame) return parts
  const says = `${frameWords(station)[0]}, on ${host.name}`
  return [scene.thing(station.frame.entity, 'part', says, row, 4 * scene.unit, parts)]
}

const CELLS_MOST = 16

/** One square a slot that it waits, filled while it is still to come. */
function slotLine(scene: Scene, { backoff }: StageStation, row: Box): SvgNode[] {
  if (!backoff) return []
  const u = scene.unit
  const label = `slots, of ${rangeWords(backoff)}`
  const parts = [words('label', 't-note2', row.x, base(scene, row), label)]
  const from = row.x + scene.width(label, 'note') + 10 * u
  const step = 12 * u
  if (backoff.slots > CELLS_MOST || from + backoff.slots * step > row.x + row.w) {
    const text = `${backoff.left.toFixed(1)} of ${backoff.slots} left`
    if (from + scene.width(text, 'note', true) <= row.x + row.w)
      parts.push(words('left', 't-note2 i-timer b num', from, base(scene, row), text))
    return parts
  }
  for (let i = 0; i < backoff.slots; i++) {
    const cell = { x: from + i * step, y: row.y + row.h / 2 - 5 * u, w: 10 * u, h: 10 * u }
    parts.push(rect(`slot${i}`, 'cell', cell, 2 * u))
    const left = Math.max(0, Math.min(1, backoff.left - (backoff.slots - 1 - i)))
    const inner = { ...cell, x: cell.x + cell.w * (1 - left), w: cell.w * left }
    if (left > 0) parts.push(rect(`left${i}`, 'slot-left', inner, u))
  }
  return parts
}

function queueLine(scene: Scene, { waiting }: StageStation, row: Box): SvgNode[] {
  const text = waiting === 1 ? '1 frame in its queue' : `${waiting} frames in its queue`
  return [words('queue', 't-note2', row.x, base(scene, row), text)]
}

function sentLine(scene: Scene, station: StageStation, row: Box): SvgNode[] {
  const u = scene.unit
  const text = fitting(scene, sentWords(station), row.w)
  const width = text === '' ? 0 : scene.width(text, 'note')
  const parts = text === '' ? [] : [words('sent', 't-note2 num', row.x, base(scene, row), text)]
  // In steps, so that a bar does not change its place while the figure before it grows.
  const from = row.x + (width === 0 ? 0 : Math.ceil((width + 10 * u) / (24 * u)) * 24 * u)
  const track = { x: from, y: row.y + row.h / 2 - 4 * u, w: row.x + row.w - from, h: 8 * u }
  return track.w < 24 * u ? parts : [...parts, ...bar(track, station.share, 2 * u)]
}

/** Of what the station that has sent most has sent. */
function bar(track: Box, share: number, round: number): SvgNode[] {
  return [
    rect('track', 'bar-track', track, round),
    rect('share', 'bar-share', { ...track, w: track.w * share }, round),
  ]
}

// Small boxes ---------------------------------------------------------------------------------------
/** One among many: its name, what its interface does as sign and word, how many it has sent, its share. */
export function drawStationBox(scene: Scene, host: StageHost, box: Box): void {
  const { station } = host
  if (!station) return
  const u = scene.unit
  const two = box.h >= 32 * u
  const pad = 5 * u
  const foot = 6 * u
  const line = (box.h - foot) / (two ? 2 : 1)
  const at = (i: number): number => box.y + line * (i + 0.5) + u + scene.drop('note')
  const kind = interfaceClass(host.interface, host.loss !== null)
  const right = box.x + box.w - pad
  const nameX = box.x + pad
  const parts = [rect('box', host.on ? 'nic' : 'nic dead', box, 5 * u)]
  parts.push(words('name', `t-note2 b ${host.on ? 'ink' : 'gone'}`, nameX, at(0), host.name))
  const nameEnd = nameX + scene.width(host.name, 'note', true) + 6 * u
  const count = `${station.sent}`
  const countWidth = scene.width(count, 'tick')
  const word = host.on ? host.interface.word : 'no power'
  const stateX = two ? nameX : nameEnd
  const stateEnd = stateX + 12 * u
  const wordEnd = stateEnd + 3 * u + scene.width(word, 'note', true)
  const showCount = right - countWidth > (two ? nameEnd : stateEnd + 2 * u)
  if (showCount) parts.push(words('count', 't-tick end', right, at(0), count))
  const state = stateSign(scene, host, stateX, box.y + line * (two ? 1.5 : 0.5) + u)
  if (state && stateEnd <= right + 2 * u) parts.push(state)
  const limit = two || !showCount ? right : right - countWidth - 4 * u
  if (wordEnd <= limit) parts.push(words('word', 'word', stateEnd + 3 * u, at(two ? 1 : 0), word))
  const track = { x: nameX, y: box.y + box.h - foot, w: right - nameX, h: 3 * u }
  parts.push(...bar(track, station.share, 0))
  const says = `${hostState(host)}, ${stationWords(host, station)}`
  const node = scene.thing(host.entity, 'host', says, box, 5 * u, parts)
  const attributes = { ...node.attributes, class: `thing interface small ${kind}` }
  scene.add('interfaces', { ...node, attributes })
}

function hostState({ interface: nic, on }: StageHost): string {
  return on ? nic.word : 'no power'
}

/** The face's marks, small: an upright bar for a wish, a zigzag for a jam, an arrowhead, a ring that empties. */
function stateSign(scene: Scene, host: StageHost, x: number, y: number): SvgNode | undefined {
  const u = scene.unit
  const backoff = host.timers.find(({ entity }) => entity === host.station?.frame?.entity)
  if (!host.on) return sign('bolt', 'e-crash', x, y - 6 * u, 12 * u)
  switch (host.interface.word) {
    case 'sending':
      return path(
        'sends',
        'st-sends',
        `M${f(x)} ${f(y - 4 * u)}h${f(6 * u)}l${f(5 * u)} ${f(4 * u)}l${f(-5 * u)} ${f(4 * u)}h${f(-6 * u)}z`,
      )
    case 'deferring':
      return path('wish', 'wish', `M${f(x + 5 * u)} ${f(y - 5 * u)}v${f(10 * u)}`)
    case 'jamming':
    case 'garbled':
      return path(
        'jams',
        'st-jams',
        `M${f(x)} ${f(y + 3 * u)}l${f(2.5 * u)} ${f(-6 * u)}l${f(2.5 * u)} ${f(6 * u)}l${f(2.5 * u)} ${f(-6 * u)}l${f(2.5 * u)} ${f(6 * u)}`,
      )
    case 'backing off':
      return backoff
        ? timerRing('ring', x + 5 * u, y, 4.5 * u, backoff.left / Math.max(1, backoff.duration))
        : undefined
    default:
      return undefined
  }
}
