/**
 * What a table's parts are by themselves, said again: on a phone the table is laid out as cards, and to some who
 * hear the page a table that is laid out as blocks is none.
 */
export const ROLE = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const
