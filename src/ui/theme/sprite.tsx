/**
 * Every sign and pattern that the screens use, once a page. The build writes them into index.html (vite.config.ts),
 * so that they cost no script; `<Glyph/>` and drawn `<use>` name them. A glyph takes the colour of what it stands
 * in; what a sign means is in FACE's table of marks.
 */
import type { ReactElement } from 'react'

export function GlyphSprite(): ReactElement {
  return (
    <svg className="sprite" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {/* process states */}
        <symbol id="p-running" viewBox="0 0 16 16">
          <path d="M4 2.5v11l9-5.5z" fill="currentColor" />
        </symbol>
        <symbol id="p-ready" viewBox="0 0 16 16">
          <path
            d="M4.5 3.3v9.4l7.6-4.7z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="p-send" viewBox="0 0 16 16">
          <path
            d="M1.5 8h8.5M6.8 4.6 10.2 8l-3.4 3.4M13.6 2.5v11"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="p-reply" viewBox="0 0 16 16">
          <path
            d="M2.4 2.5v11M14.5 8H6M9.2 4.6 5.8 8l3.4 3.4"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="p-receive" viewBox="0 0 16 16">
          <path
            d="M2.5 8.5v4.8h11V8.5M8 1.8v6.4M5.4 5.8 8 8.4l2.6-2.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="p-suspended" viewBox="0 0 16 16">
          <path d="M5.2 3v10M10.8 3v10" fill="none" stroke="currentColor" strokeWidth="2.6" />
        </symbol>
        {/* happenings */}
        <symbol id="e-drop" viewBox="0 0 20 20">
          <circle cx="10" cy="10" r="9" fill="var(--loss)" />
          <path
            d="M6.4 6.4l7.2 7.2M13.6 6.4l-7.2 7.2"
            stroke="var(--surface)"
            strokeWidth="2.4"
            strokeLinecap="round"
          />
        </symbol>
        <symbol id="e-crash" viewBox="0 0 20 20">
          <path d="M10 .8 19.2 10 10 19.2.8 10z" fill="var(--loss)" />
          <path d="M11.2 4.2 6.6 10.8h3l-.9 5 4.7-6.8h-3z" fill="var(--surface)" />
        </symbol>
        <symbol id="e-ok" viewBox="0 0 20 20">
          <circle cx="10" cy="10" r="9" fill="var(--reply)" />
          <path
            d="M5.8 10.4l2.9 2.9 5.6-6.1"
            fill="none"
            stroke="var(--surface)"
            strokeWidth="2.3"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="e-full" viewBox="0 0 20 20">
          <rect x="2.5" y="3" width="6.5" height="14" rx="1.5" fill="var(--busy)" />
          <rect x="11" y="3" width="6.5" height="14" rx="1.5" fill="var(--busy)" />
        </symbol>
        <symbol id="e-copy" viewBox="0 0 20 20">
          <rect
            x="3.5"
            y="3.5"
            width="13"
            height="13"
            rx="2"
            fill="var(--kernel)"
            stroke="var(--busy)"
            strokeWidth="1.5"
          />
          <path
            d="M7 1.5v2M13 1.5v2M7 16.5v2M13 16.5v2M1.5 7h2M1.5 13h2M16.5 7h2M16.5 13h2"
            stroke="var(--busy)"
            strokeWidth="1.5"
          />
        </symbol>
        <symbol id="e-user" viewBox="0 0 20 20">
          <circle cx="10" cy="6.4" r="3.6" fill="none" stroke="var(--ink)" strokeWidth="1.7" />
          <path
            d="M3.2 17.6c.6-3.8 3.2-5.6 6.8-5.6s6.2 1.8 6.8 5.6"
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.7"
            strokeLinecap="round"
          />
        </symbol>
        <symbol id="e-diff" viewBox="0 0 20 20">
          <path d="M10 1.2 18.8 10 10 18.8 1.2 10z" fill="var(--ink)" />
        </symbol>
        <symbol id="e-none" viewBox="0 0 20 20">
          <circle
            cx="10"
            cy="10"
            r="7.6"
            fill="none"
            stroke="var(--edge)"
            strokeWidth="1.6"
            strokeDasharray="3 2.6"
          />
        </symbol>
        {/* machines */}
        <symbol id="h-station" viewBox="0 0 20 20">
          <path d="M2.5 3h15v10h-15zM7 17h6M10 13v4" className="glyph" />
        </symbol>
        <symbol id="h-server" viewBox="0 0 20 20">
          <ellipse cx="10" cy="4.6" rx="7" ry="2.6" className="glyph" />
          <path
            d="M3 4.6v10.6c0 1.4 3.1 2.6 7 2.6s7-1.2 7-2.6V4.6M3 10c0 1.4 3.1 2.6 7 2.6s7-1.2 7-2.6"
            className="glyph"
          />
        </symbol>
        <symbol id="h-pool" viewBox="0 0 20 20">
          <path
            d="M3 3h5.5v5.5H3zM11.5 3H17v5.5h-5.5zM3 11.5h5.5V17H3zM11.5 11.5H17V17h-5.5z"
            className="glyph"
          />
        </symbol>
        <symbol id="h-load" viewBox="0 0 20 20">
          <path d="M4 2.5h12v8H4zM10 10.5v6M1.5 16.5h17M7 6.5h6" className="glyph" />
        </symbol>
        <symbol id="h-gate" viewBox="0 0 20 20">
          <path
            d="M10 2.5v15M1.5 7H7M5 4.8 7.3 7 5 9.2M18.5 13H13M15 10.8 12.7 13 15 15.2"
            className="glyph"
          />
        </symbol>
        <symbol id="cpu" viewBox="0 0 14 14">
          <rect
            x="2.2"
            y="2.2"
            width="9.6"
            height="9.6"
            rx="1.5"
            fill="var(--cpu-fill, none)"
            stroke="var(--ink-2)"
            strokeWidth="1.3"
          />
          <path
            d="M5 .3v1.4M9 .3v1.4M5 12.3v1.4M9 12.3v1.4M.3 5h1.4M.3 9h1.4M12.3 5h1.4M12.3 9h1.4"
            stroke="var(--ink-2)"
            strokeWidth="1.3"
          />
        </symbol>
        {/* chrome */}
        <symbol id="i-mark" viewBox="0 0 24 24">
          <circle cx="12" cy="12" r="10.5" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="M1.5 12h21" stroke="currentColor" strokeWidth="2" />
          <rect x="6.5" y="6.2" width="3.6" height="3.6" rx=".8" fill="currentColor" />
          <rect x="13.9" y="6.2" width="3.6" height="3.6" rx=".8" fill="currentColor" />
          <rect x="10.2" y="14.4" width="3.6" height="3.6" rx=".8" fill="currentColor" />
        </symbol>
        <symbol id="i-share" viewBox="0 0 16 16">
          <path
            d="M6.8 9.2 9.2 6.8M7.5 4.7l1.3-1.3a2.7 2.7 0 0 1 3.8 3.8l-1.3 1.3M8.5 11.3l-1.3 1.3a2.7 2.7 0 0 1-3.8-3.8l1.3-1.3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </symbol>
        <symbol id="i-present" viewBox="0 0 16 16">
          <path
            d="M1.5 2.5h13M2.5 2.5v8h11v-8M8 10.5v2M5 14.5l3-2 3 2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-first" viewBox="0 0 16 16">
          <path
            d="M3.5 3v10M12.5 3.5 6.5 8l6 4.5z"
            fill="currentColor"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-back" viewBox="0 0 16 16">
          <path
            d="M10.5 3 5 8l5.5 5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-fwd" viewBox="0 0 16 16">
          <path
            d="M5.5 3 11 8l-5.5 5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-beat" viewBox="0 0 16 16">
          <path
            d="M12.5 3v10M3.5 3.5l6 4.5-6 4.5z"
            fill="currentColor"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-play" viewBox="0 0 16 16">
          <path
            d="M4.5 2.5v11l9-5.5z"
            fill="currentColor"
            stroke="currentColor"
            strokeWidth="1.2"
            strokeLinejoin="round"
          />
        </symbol>
        <symbol id="i-fork" viewBox="0 0 16 16">
          <path
            d="M2 8h4M6 8c3 0 3-4.5 6-4.5h2M6 8c3 0 3 4.5 6 4.5h2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </symbol>
        <symbol id="i-tick" viewBox="0 0 16 16">
          <path
            d="M3 8.5l3.3 3.3L13 4.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </symbol>
        {/* fills */}
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--sunken)" />
          <path d="M0 0v6" stroke="var(--edge)" strokeWidth="2" />
        </pattern>
        <pattern
          id="veil"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="8" height="8" fill="var(--veil)" />
          <path d="M0 0v8" stroke="var(--veil-line)" strokeWidth="1.5" />
        </pattern>
        <pattern
          id="dead"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="7" height="7" fill="var(--surface)" />
          <path d="M0 0v7" stroke="var(--dead)" strokeWidth="3" />
        </pattern>
        <pattern id="chev-r" width="22" height="14" patternUnits="userSpaceOnUse">
          <path d="M7 3.5 11 7l-4 3.5" className="chev" />
        </pattern>
        <pattern id="chev-l" width="22" height="14" patternUnits="userSpaceOnUse">
          <path d="M11 3.5 7 7l4 3.5" className="chev" />
        </pattern>
      </defs>
    </svg>
  )
}
