/** What a beat says, with the figures of the run on the screen in it. */
import type { ReactElement } from 'react'
import { filled } from '../../analysis/placeholders.ts'
import { Bold } from '../bold.tsx'
import { useApp } from '../store/context.ts'

export function useTold(text: string): string {
  const document = useApp((s) => s.document)
  const run = useApp((s) => s.run)
  if (!document) return text
  return filled(text, {
    metrics: run?.summary?.metrics ?? null,
    named: document.metrics,
    switches: document.switches,
    turned: run?.tuple.switches ?? {},
  })
}

export function Told({ text }: { readonly text: string }): ReactElement {
  return <Bold text={useTold(text)} />
}
