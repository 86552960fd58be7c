/** A length of time in words, three figures and a unit: `0.60 µs`, `71.4 µs`, `4.2 ms`. */
export function duration(ns: number): string {
  const us = ns / 1000
  if (us < 10) return `${us.toFixed(2)} µs`
  if (us < 1000) return `${us.toFixed(1)} µs`
  const ms = us / 1000
  if (ms < 100) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${ms.toFixed(0)} ms`
  return `${(ms / 1000).toFixed(ms < 100_000 ? 1 : 0)} s`
}
