/** The small picture on a scenario's card: its own where it has one, else its machine room at rest. */
import type { ReactElement } from 'react'
import type { GalleryEntry } from '../../scenarios/catalogue.ts'

export function ThumbPicture({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  const own = PICTURES[entry.id]
  return (
    <svg className="thumb" viewBox="0 0 270 112" aria-hidden="true">
      {own ?? <RoomAtRest taps={entry.thumb.taps} />}
    </svg>
  )
}

function RoomAtRest({ taps }: { readonly taps: readonly number[] }): ReactElement {
  return (
    <>
      <rect x="20" y="51" width="230" height="10" className="coax" rx="2" />
      <rect x="16" y="48" width="5" height="16" className="termin" rx="1" />
      <rect x="249" y="48" width="5" height="16" className="termin" rx="1" />
      {taps.slice(0, 12).map((at, i) => {
        const x = 36 + at * 198
        const above = i % 2 === 0
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: taps have no other identity, and never move
          <g key={i}>
            <path d={above ? `M${x} 36V51` : `M${x} 61v15`} className="g-wire" />
            <rect x={x - 16} y={above ? 12 : 76} width="32" height="24" className="g-box" rx="4" />
          </g>
        )
      })}
    </>
  )
}

const PICTURES: Readonly<Record<string, ReactElement>> = {
  'message-exchange': (
    <>
      <path d="M36 26H234M36 86H234" className="g-line" />
      <rect x="36" y="18" width="32" height="16" className="g-ink" rx="2" />
      <rect x="68" y="18" width="118" height="16" className="g-send" rx="3" />
      <rect x="186" y="18" width="44" height="16" className="g-ink" rx="2" />
      <rect x="106" y="78" width="46" height="16" className="g-ink" rx="2" />
      <path d="M80 36 102 76" className="g-req-l" />
      <path d="M97 70l6 9 3-11z" className="g-req" />
      <path d="M152 78 176 38" className="g-rep-l" />
      <path d="M171 41l7-7 2 10z" className="g-rep-head" />
    </>
  ),
  'where-the-millisecond-goes': (
    <>
      <rect x="20" y="34" width="32" height="16" className="g-req" />
      <rect x="53" y="34" width="40" height="16" className="g-kern" />
      <rect x="94" y="34" width="40" height="16" className="g-ink" />
      <rect x="135" y="60" width="32" height="16" className="g-rep" />
      <rect x="168" y="60" width="40" height="16" className="g-kern" />
      <rect x="209" y="60" width="40" height="16" className="g-ink" />
      <path d="M20 88H250M20 84v8M135 84v8M250 84v8M135 50v10" className="g-line" />
    </>
  ),
  'lost-reply': (
    <>
      <path d="M40 22H230M40 88H230" className="g-line" />
      <path d="M70 22 96 84M158 22 184 84" className="g-req-l" />
      <path d="M91 77l6 10 2-12zM179 77l6 10 2-12z" className="g-req" />
      <path d="M118 88 132 54M206 88 228 28" className="g-rep-l" />
      <path d="M222 32l8-8 1 11z" className="g-rep-head" />
      <use href="#e-drop" x="127" y="36" width="18" height="18" />
      <rect x="97" y="83" width="16" height="10" className="g-ink" />
      <rect x="185" y="83" width="16" height="10" className="g-ink" />
    </>
  ),
}
