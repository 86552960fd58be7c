/** A sign of the sprite that stands in the page (sprite.tsx). */
import type { ReactElement } from 'react'

export type GlyphName =
  | 'p-running'
  | 'p-ready'
  | 'p-send'
  | 'p-reply'
  | 'p-receive'
  | 'p-suspended'
  | 'e-drop'
  | 'e-crash'
  | 'e-ok'
  | 'e-full'
  | 'e-copy'
  | 'e-user'
  | 'e-diff'
  | 'e-none'
  | 'h-station'
  | 'h-server'
  | 'h-pool'
  | 'h-gate'
  | 'h-load'
  | 'cpu'
  | 'i-mark'
  | 'i-share'
  | 'i-present'
  | 'i-first'
  | 'i-back'
  | 'i-fwd'
  | 'i-beat'
  | 'i-play'
  | 'i-fork'
  | 'i-tick'

interface GlyphProps {
  readonly name: GlyphName
  /** CSS pixels. */
  readonly size?: number
  readonly className?: string
}

/** A sign beside words, so it is hidden from assistive technology: the words say it. */
export function Glyph({ name, size = 16, className }: GlyphProps): ReactElement {
  return (
    <svg className={className} width={size} height={size} aria-hidden="true" focusable="false">
      <use href={`#${name}`} width={size} height={size} />
    </svg>
  )
}
