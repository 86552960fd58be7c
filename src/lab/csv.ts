/** Comma-separated values, as RFC 4180 has them, with plain line ends. */
export type Cell = string | number | boolean | null

export function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`
}

function cell(value: Cell): string {
  if (value === null) return ''
  const text = String(value)
  // A spreadsheet takes a text that begins so for a formula.
  const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
