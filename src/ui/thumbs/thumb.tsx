/** A card's small picture. */
import type { ReactElement } from 'react'
import { DRAWN } from './drawn.ts'
import './thumbs.css'

export function Thumb({ scenario }: { readonly scenario: string }): ReactElement {
  return (
    <svg className="thumb" viewBox="0 0 270 112" aria-hidden="true">
      {DRAWN[scenario]?.map((mark) =>
        'sign' in mark ? (
          <use
            key={`${mark.x} ${mark.y}`}
            href={mark.sign}
            x={mark.x}
            y={mark.y}
            width={mark.size}
            height={mark.size}
          />
        ) : (
          <path key={mark.look + mark.d} className={mark.look} d={mark.d} />
        ),
      )}
    </svg>
  )
}
