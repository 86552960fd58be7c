/** What is wrong with a makefile, in one sentence that names the line. */
export class MakefileError extends Error {
  /** From 1; 0 where no line is at fault. */
  readonly line: number

  constructor(line: number, problem: string) {
    super(line > 0 ? `Line ${line} of the makefile: ${problem}.` : `The makefile ${problem}.`)
    this.line = line
  }
}

/** A name as it may stand in a sentence, whoever made it up. */
export function quoted(name: string): string {
  const plain = [...name].map((each) => (each < ' ' || each === '\u007f' ? '?' : each)).join('')
  return `“${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}”`
}
