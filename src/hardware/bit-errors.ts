/** The chance that at least one of so many bits changes, 0 to 1. */
export function damageChance(bitErrorRate: number, bits: number): number {
  return 1 - power(1 - bitErrorRate, bits)
}

/** By squaring: Math.pow differs between browsers. */
function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
