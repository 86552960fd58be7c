/** A beat's title before what is told of it: a sentence of its own, which a question is already. */
export function headline(title: string): string {
  return /[.?!…]$/.test(title) ? title : `${title}.`
}
