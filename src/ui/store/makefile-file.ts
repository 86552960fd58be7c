/** Which of the files that a reader drops is a makefile. */
export const MAKEFILE_BYTES_MAX = 1_000_000

const NAMES = /^(?:gnu)?makefile(?:\.[\w.-]+)?$|\.ma?k$/i

/** By its name; else whatever does not begin as a scenario's file does, and is not called one. */
export function isMakefile(name: string, text: string): boolean {
  if (/\.json$/i.test(name)) return false
  return NAMES.test(name) || !/^\s*[{["]/.test(text)
}
