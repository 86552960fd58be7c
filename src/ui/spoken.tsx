import { type ReactElement, useEffect, useState } from 'react'
import { loadWords } from './parts.ts'
import { useApp } from './store/context.ts'

type Words = Awaited<ReturnType<typeof loadWords>>

/** Each step once, politely, for those who hear the page. The sentences come when there is a run to speak of. */
export function Spoken(): ReactElement {
  const spoken = useApp((s) => s.spoken)
  const record = useApp((s) => s.spokenOf)
  const run = useApp((s) => s.run)
  const [words, come] = useState<Words | null>(null)
  const isThere = run !== null
  useEffect(() => {
    // Without them the time alone is said.
    if (isThere)
      loadWords()
        .then((its) => come(() => its))
        .catch(() => undefined)
  }, [isThere])
  const isKnown = words && run && record !== null && record < run.trace.length
  return (
    <p className="aside" aria-live="polite">
      {isKnown ? `${spoken} ${words.recordWords(run, record)}` : spoken}
    </p>
  )
}
