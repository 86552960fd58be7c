/** Memory and disks of the machines, as tables: a row for each block that a program has named. */
import { type ReactElement, type ReactNode, useState } from 'react'
import { memoryOf, type Rack, type RackBlock, rackAt } from '../../analysis/disks/rack.ts'
import { OfFuture } from '../of-future.tsx'
import type { RunView } from '../store/app-state.ts'
import { useRunHere, useSelectHere } from '../store/context.ts'
import { BlockMaps } from './block-maps.tsx'
import './disks.css'

/** Rows that a table shows at most. */
const ROWS_MAX = 60

export function Disks(): ReactElement | null {
  const here = useRunHere()
  if (!here) return null
  const { run, prefix } = here
  const racks = run.setup.hosts.flatMap((host) => {
    const rack = rackAt(run.trace, host, prefix)
    return rack ? [{ name: host.name, rack }] : []
  })
  return (
    <>
      {racks.map(({ name, rack }) => (
        <RackTable key={name} run={run} name={name} rack={rack} prefix={prefix} />
      ))}
      <BlockMaps run={run} prefix={prefix} above={ROWS_MAX} />
    </>
  )
}

interface Props {
  readonly run: RunView
  readonly name: string
  readonly rack: Rack
  readonly prefix: number
}

function RackTable({ run, name, rack, prefix }: Props): ReactElement {
  const [open, setOpen] = useState(true)
  const { trace } = run
  const bad = rack.disks.reduce((sum, disk) => sum + disk.bad, 0)
  return (
    <details className="drawer disks" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        Memory and disks of {name}
        <small>{bad === 0 ? 'all good' : `${bad} bad`}</small>
        <OfFuture />
      </summary>
      {open ? (
        <>
          <Memory run={run} rack={rack} prefix={prefix} />
          <div className="disks-scroll">
            <table className="disks-table">
              <caption className="aside">What each disk of {name} holds, block by block</caption>
              <thead>
                <tr>
                  <th scope="col">block</th>
                  {rack.disks.map((disk) => (
                    <th key={disk.entity} scope="col">
                      <Pick entity={trace.nameOf(disk.entity)}>{disk.name}</Pick>
                      <small>{disk.word}</small>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {placesOf(rack).map(({ block, label }) => (
                  <tr key={block}>
                    <th scope="row">{label}</th>
                    {rack.disks.map((disk) => (
                      <Cell
                        key={disk.entity}
                        run={run}
                        block={disk.blocks.find((each) => each.block === block)}
                        fresh={prefix - 12}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </details>
  )
}

/** Every place that any of the disks has a name for, in the order of the first that has. */
function placesOf({ disks }: Rack): readonly { block: number; label: string }[] {
  const places = new Map<number, string>()
  for (const { blocks } of disks)
    for (const { block, label } of blocks) if (!places.has(block)) places.set(block, label)
  return [...places].slice(0, ROWS_MAX).map(([block, label]) => ({ block, label }))
}

function Memory({ run, rack, prefix }: Omit<Props, 'name'>): ReactElement {
  if (!rack.memory)
    return <p className="disks-memory gone">Memory is lost, with all that was only there.</p>
  const items = memoryOf(run.trace, rack.host, prefix)
  const said = items.map(({ name, words }) => `${name} ${words}`).join(', ')
  return <p className="disks-memory">Memory: {said || 'nothing that a program shows'}</p>
}

const SIGNS: Readonly<Record<RackBlock['state'], string>> = {
  good: '■',
  torn: '◪',
  decayed: '×',
  blank: '□',
  lost: '⨯',
}

interface CellProps {
  readonly run: RunView
  readonly block: RackBlock | undefined
  readonly fresh: number
}

function Cell({ run, block, fresh }: CellProps): ReactElement {
  if (!block) return <td />
  const changed = block.changedAt >= 0 && block.changedAt >= fresh
  const look = `${block.state === 'good' ? 'good' : 'bad'}${changed ? ' changed' : ''}`
  return (
    <td className={look}>
      <Pick entity={run.trace.nameOf(block.entity)}>
        <i aria-hidden="true">{SIGNS[block.state]}</i> {block.words}
        {block.writing ? ', being written' : ''}
      </Pick>
    </td>
  )
}

interface PickProps {
  readonly entity: string
  readonly children: ReactNode
}

function Pick({ entity, children }: PickProps): ReactElement {
  const selectHere = useSelectHere()
  return (
    <button type="button" onClick={() => selectHere({ entity })}>
      {children}
    </button>
  )
}
