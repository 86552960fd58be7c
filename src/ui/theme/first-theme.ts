/** Light, dark or projector: as the reader left it, else as the system is. */
import { recall } from '../store/memory.ts'

export type Theme = 'light' | 'dark' | 'projector'

export function firstTheme(): Theme {
  const kept = recall('theme')
  if (kept === 'light' || kept === 'dark' || kept === 'projector') return kept
  return globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
