/** Where the screen changes its shape: the media queries of layout.css. */
export const PHONE = '(max-width: 719px)'
export const COLUMN = '(max-width: 1023px)'
/** With more machines than these the stage needs more of a low screen's height where letters are large. */
const FEW_MACHINES = 8

export function isManyMachines(
  run: { readonly setup: { readonly hosts: readonly unknown[] } } | null,
): boolean {
  return (run?.setup.hosts.length ?? 0) > FEW_MACHINES
}
