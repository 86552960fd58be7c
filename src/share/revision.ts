/** Whether a link to a revision opens in this build, and what to say. */
export type ResolvedRevision =
  | { readonly ok: true; readonly note: string | null }
  | { readonly ok: false; readonly sentence: string }

export function resolveRevision(linkRevision: number, currentRevision: number): ResolvedRevision {
  if (!Number.isInteger(linkRevision) || linkRevision < 1 || linkRevision > currentRevision)
    return {
      ok: false,
      sentence: `This scenario is at revision ${currentRevision}; a revision ${linkRevision} never existed.`,
    }
  if (linkRevision === currentRevision) return { ok: true, note: null }
  return {
    ok: true,
    note: `This link was made with revision ${linkRevision} of the scenario; it is now at ${currentRevision}, so the run may differ from its author's.`,
  }
}
