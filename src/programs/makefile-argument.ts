/** A makefile as a document gives it: lines, some of them chosen by a switch, and variables set from outside. */
import { BadInput } from '../engine/assert.ts'
import { type MakeGraph, makeGraph } from '../makefile/graph.ts'
import { MakefileError } from '../makefile/makefile-error.ts'
import type { Arguments } from './part.ts'

/** The one made last: a run makes each of its programs twice, and a sweep the same ones over and over. */
let last: { readonly key: string; readonly graph: MakeGraph } | null = null

/** Refuses with the makefile’s own sentence. */
export function graphOf(args: Arguments): MakeGraph {
  const text = args
    .operations('makefile')
    .flat(2)
    .map((line) => String(line))
    .join('\n')
  const given = new Map<string, string>()
  for (const each of args.operations('set')) {
    const { name, value } = each as { readonly name?: unknown; readonly value?: unknown }
    given.set(String(name), String(value))
  }
  const goal = args.word('goal')
  const key = JSON.stringify([goal, [...given], text])
  if (last?.key === key) return last.graph
  try {
    last = { key, graph: makeGraph(text, goal, given) }
    return last.graph
  } catch (error) {
    if (error instanceof MakefileError) throw new BadInput(error.message)
    throw error
  }
}
