/** The gallery's pictures, by the scenario's id: each shows what is asked, and not what comes of it. */
import { COMMUNICATION } from './communication.ts'
import { FILES } from './files.ts'
import { GROUPS } from './groups.ts'
import type { Drawing } from './marks.ts'
import { PROCESSORS } from './processors.ts'

export const DRAWN: Readonly<Record<string, Drawing>> = {
  ...COMMUNICATION,
  ...GROUPS,
  ...FILES,
  ...PROCESSORS,
}
