/** Transactions that many machines take part in, by name: one entity for all their packets, whoever sends them. */
import type { Simulation } from '../engine/simulation.ts'
import { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import type { Pid } from './pid.ts'

/** What a datagram is about, for the onlooker alone: `letter 3` of a process. */
export interface About {
  readonly of: Pid
  readonly what: string
  readonly number: number
}

const named = new WeakMap<Simulation, Map<string, Exchange>>()

export function exchangeOf(kernel: Kernel, { of, what, number }: About): Exchange {
  const { sim, onlooker, host } = kernel
  const all = named.get(sim) ?? new Map<string, Exchange>()
  named.set(sim, all)
  const key = `${of} ${what} ${number}`
  const known = all.get(key)
  if (known) return known
  const exchange = new Exchange(sim, onlooker.get(of) ?? host, what, number)
  all.set(key, exchange)
  return exchange
}
