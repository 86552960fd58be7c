/** The card's small picture: drawn for the scenario where there is one, else the machine room at rest. */
import type { ReactElement, ReactNode } from 'react'
import type { GalleryEntry } from '../../scenarios/catalogue.ts'

export function Thumb({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  return (
    <svg className="thumb" viewBox="0 0 270 112" aria-hidden="true">
      {DRAWN[entry.id] ?? <Room taps={entry.thumb.taps} />}
    </svg>
  )
}

function Room({ taps }: { readonly taps: readonly number[] }): ReactElement {
  const shown = taps.slice(0, 12)
  return (
    <>
      <rect x="20" y="51" width="230" height="10" rx="2" className="g-coax" />
      <rect x="16" y="48" width="5" height="16" rx="1" className="g-ink" />
      <rect x="249" y="48" width="5" height="16" rx="1" className="g-ink" />
      {shown.map((tap, i) => {
        const x = 38 + tap * 194
        const above = i % 2 === 0
        return (
          <g key={tap}>
            <path d={above ? `M${x} 51V37` : `M${x} 61V75`} className="g-wire" />
            <rect x={x - 17} y={above ? 13 : 75} width="34" height="24" rx="4" className="g-box" />
          </g>
        )
      })}
    </>
  )
}

const DRAWN: Readonly<Record<string, ReactNode>> = {
  'message-exchange': (
    <>
      <path d="M30 30H240M30 82H240" className="g-line" />
      <rect x="30" y="24" width="48" height="12" className="g-ink" />
      <rect x="78" y="24" width="114" height="12" rx="3" className="g-send" />
      <rect x="192" y="24" width="48" height="12" className="g-ink" />
      <rect x="110" y="76" width="52" height="12" className="g-ink" />
      <path d="M80 36 106 74" className="g-req-l" />
      <path d="m101 68 7 9 1-12z" className="g-req" />
      <path d="M164 76 190 40" className="g-rep-l" />
      <path d="m184 44 8-7-1 12z" className="g-rep-h" />
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
      <path d="M118 88 134 50M206 88 228 28" className="g-rep-l" />
      <use href="#e-drop" x="127" y="36" width="16" height="16" />
      <rect x="97" y="83" width="16" height="10" className="g-ink" />
      <rect x="185" y="83" width="16" height="10" className="g-ink" />
    </>
  ),
}
