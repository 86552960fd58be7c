/** Every disk that holds more than its table shows, as a map: a place for each block, and a cursor that walks them. */
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { BLOCK_MARKS } from '../../analysis/disks/block-history.ts'
import {
  type BlockMap,
  blockMapAt,
  MARK_WORDS,
  nextOtherPlace,
  placeSays,
} from '../../analysis/disks/block-map.ts'
import { diskIndexOf } from '../../analysis/disks/disk-index.ts'
import { count, grouped } from '../../analysis/numbers.ts'
import type { DiskSetup } from '../../trace/setup.ts'
import { OfFuture } from '../of-future.tsx'
import type { RunView } from '../store/app-state.ts'
import { useSelectHere } from '../store/context.ts'
import { sizeCanvas } from '../theme/canvas-signs.ts'
import { readPalette } from '../theme/palette.ts'
import { watchStyle } from '../theme/watch-style.ts'
import { type Drawn, drawBlocks, drawMark, type Grid, gridOf, stampsOf } from './draw-blocks.ts'

interface Props {
  readonly run: RunView
  readonly prefix: number
  /** Blocks that a table can show: of fewer there is no map. */
  readonly above: number
}

export function BlockMaps({ run, prefix, above }: Props): ReactElement {
  return (
    <>
      {run.setup.hosts.flatMap(({ name, disks = [] }) =>
        disks.map((disk) => {
          const map = blockMapAt(run.trace, disk, prefix)
          return map && map.blocks > above ? (
            <Drawer
              key={disk.entity}
              of={`${disk.name} of ${name}`}
              {...{ run, prefix, disk, map }}
            />
          ) : null
        }),
      )}
    </>
  )
}

interface MapProps {
  readonly run: RunView
  readonly prefix: number
  readonly disk: DiskSetup
  readonly map: BlockMap
  /** `disk of F` */
  readonly of: string
}

function Drawer(props: MapProps): ReactElement {
  const [open, setOpen] = useState(true)
  const { map, of } = props
  return (
    <details className="drawer disks" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        Blocks of the {of}
        <small>{map.lost ? 'lost' : count(map.blocks, 'block')}</small>
        <OfFuture />
      </summary>
      {open ? (
        <>
          <Legend {...props} />
          <Picture {...props} />
        </>
      ) : null}
    </details>
  )
}

/** What was drawn last: another theme or size makes new stamps, and another run's disk another grid. */
interface Style extends Pick<Drawn, 'palette' | 'stamps' | 'grid' | 'ratio'> {
  readonly places: number
}

function Picture({ run, prefix, map, of }: MapProps): ReactElement {
  const selectHere = useSelectHere()
  const canvas = useRef<HTMLCanvasElement>(null)
  const style = useRef<Style | null>(null)
  const [restyled, restyle] = useState(0)
  const [at, setAt] = useState(0)
  const places = map.places.length
  const chosen = Math.min(at, places - 1)
  const words = placeSays(run.trace, map, chosen, prefix)

  useEffect(() => {
    const element = canvas.current?.parentElement
    if (!element) return
    return watchStyle(element, () => {
      style.current = null
      restyle((n) => n + 1)
    })
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again where the theme or the size is another
  useLayoutEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    const known = style.current
    const look = known?.places === places ? known : styleOf(element, places)
    style.current = look
    const [width, height] = sizeOf(look)
    sizeCanvas(element, width, height, 1)
    element.style.width = `${width / look.ratio}px`
    drawBlocks({ pen, map, chosen, ...look })
  }, [map, chosen, places, restyled])

  const pick = (place: number): void => {
    const block = diskIndexOf(run.trace, prefix).blockAt(map.disk, place * map.perPlace)
    selectHere({ entity: run.trace.nameOf(block?.entity ?? map.disk) })
  }
  const under = (event: MouseEvent): number | null => {
    const { grid } = style.current ?? {}
    const box = canvas.current?.getBoundingClientRect()
    return grid && box ? placeUnder(grid, places, event, box) : null
  }
  return (
    <>
      <p className="blocks-words">{words}</p>
      <div
        className="blocks-picture"
        role="slider"
        tabIndex={0}
        aria-label={`Blocks of the ${of}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(1, map.blocks - 1)}
        aria-valuenow={chosen * map.perPlace}
        aria-valuetext={words}
        onKeyDown={(event) => onKey(event, { map, chosen, grid: style.current?.grid, setAt, pick })}
        onPointerMove={(event) => setAt(under(event) ?? chosen)}
        onClick={(event) => pick(under(event) ?? chosen)}
      >
        <canvas ref={canvas} />
      </div>
    </>
  )
}

const sizeOf = ({ grid, ratio }: Style): readonly [number, number] => {
  const step = Math.round(grid.side * ratio)
  return [step * grid.columns, step * grid.rows]
}

function styleOf(element: HTMLCanvasElement, places: number): Style {
  const ratio = globalThis.devicePixelRatio || 1
  const palette = readPalette(element)
  const grid = gridOf(places, element.parentElement?.clientWidth || 280)
  const stamps = stampsOf(palette, Math.round(grid.side * ratio))
  return { palette, grid, ratio, stamps, places }
}

function placeUnder(
  { columns, rows }: Grid,
  places: number,
  { clientX, clientY }: MouseEvent,
  box: DOMRect,
): number | null {
  const column = Math.floor(((clientX - box.left) / box.width) * columns)
  const row = Math.floor(((clientY - box.top) / box.height) * rows)
  const place = row * columns + column
  const isIn = column >= 0 && column < columns && row >= 0 && place < places
  return isIn ? place : null
}

interface Walk {
  readonly map: BlockMap
  readonly chosen: number
  readonly grid: Grid | undefined
  readonly setAt: (place: number) => void
  readonly pick: (place: number) => void
}

function onKey(event: KeyboardEvent, { map, chosen, grid, setAt, pick }: Walk): void {
  const columns = grid?.columns ?? 1
  const last = map.places.length - 1
  const to: Readonly<Record<string, number>> = {
    ArrowRight: chosen + 1,
    ArrowLeft: chosen - 1,
    ArrowUp: chosen - columns < 0 ? chosen : chosen - columns,
    ArrowDown: chosen + columns > last ? chosen : chosen + columns,
    PageUp: nextOtherPlace(map, chosen, -1),
    PageDown: nextOtherPlace(map, chosen, 1),
    Home: 0,
    End: last,
  }
  const place = to[event.key]
  if (place !== undefined) setAt(Math.max(0, Math.min(last, place)))
  else if (event.key === 'Enter' || event.key === ' ') pick(chosen)
  else return
  event.preventDefault()
}

const SIGN = 12

/** Every mark that there is, with how many blocks have it. */
function Legend({ map }: MapProps): ReactElement {
  const shown = BLOCK_MARKS.filter((_, i) => (map.counts[i] as number) > 0)
  return (
    <ul className="blocks-legend">
      {shown.map((mark) => (
        <li key={mark}>
          <Sign mark={mark} /> {grouped(map.counts[BLOCK_MARKS.indexOf(mark)] as number)}{' '}
          {MARK_WORDS[mark]}
        </li>
      ))}
      {map.perPlace > 1 ? (
        <li>Each place is {map.perPlace} blocks, and shows the worst of them.</li>
      ) : null}
    </ul>
  )
}

function Sign({ mark }: { readonly mark: (typeof BLOCK_MARKS)[number] }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [restyled, restyle] = useState(0)
  useEffect(() => {
    const { current } = canvas
    return current ? watchStyle(current, () => restyle((n) => n + 1)) : undefined
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again where the theme is another
  useLayoutEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    const ratio = globalThis.devicePixelRatio || 1
    sizeCanvas(element, SIGN, SIGN, ratio)
    pen.clearRect(0, 0, element.width, element.height)
    drawMark(pen, readPalette(element), mark, SIGN * ratio)
  }, [mark, restyled])
  return <canvas className="blocks-sign" ref={canvas} />
}
