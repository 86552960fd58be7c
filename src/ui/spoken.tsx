import { type ReactElement, useEffect, useState } from 'react'
import { loadWords } from './parts.ts'
import { useApp } from './store/context.ts'

type Words = Awaited<ReturnType<typeof loadWords>>

/** Each step once, politely, for those who hear the page. The sentences come when there is a run to speak of. */
export function Spoken(): ReactElement {
  const spoken = useApp((s) => s.spoken)
  const of = useApp((s) => s.spokenOf)
  const [words, come] = useState<Words | null>(null)
  const isThere = useApp((s) => s.run !== null)
  useEffect(() => {
    // Without them the time alone is said.
    if (isThere)
      loadWords()
        .then((its) => come(() => its))
        .catch(() => undefined)
  }, [isThere])
  return (
    <p className="aside" aria-live="polite">
      {words && of ? `${spoken} ${words.recordWords(of.run, of.record)}` : spoken}
    </p>
  )
}
