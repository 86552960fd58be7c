/** Reads a scenario from outside, as the hostile input that it may be. */
import { bindDocument } from './bind.ts'
import type { ScenarioDocument } from './document.ts'
import { parseJson } from './json.ts'
import { checkMeaning, type Known } from './meaning.ts'
import { parseBy } from './parse-by.ts'
import { toPlain } from './plain.ts'
import { orRefused, Refusal, type Refused } from './refusal.ts'
import { documentSchema } from './schema.ts'

export type Load = { readonly ok: true; readonly document: ScenarioDocument } | Refused

/** Machines that a document may have, by where it comes from. */
export const HOST_LIMITS = { link: 64, file: 256, library: 1024 } as const
/** As long as a makefile may be, which a document may hold. */
export const DOCUMENT_BYTES_MAX = 1024 * 1024

/** `input` is JSON text, or what was parsed already. The document is fresh: it shares nothing with the input. */
export function loadDocument(
  input: unknown,
  limits: { readonly hosts: number },
  known: Known = {},
): Load {
  const load = orRefused(() => {
    if (typeof input === 'string' && input.length > DOCUMENT_BYTES_MAX)
      throw new Refusal('', `The document is longer than ${DOCUMENT_BYTES_MAX / 1024} KB.`)
    // Some editors begin a file with a mark that nobody sees.
    const data = typeof input === 'string' ? parseJson(input.replace(/^\ufeff/, '')) : input
    const plain = toPlain(data)
    const document = parseBy(documentSchema, plain)
    checkMeaning(document, known, limits.hosts)
    return { ok: true, document } as const
  })
  if (!load.ok) return load
  const bind = bindDocument(load.document)
  return bind.ok ? load : bind
}
