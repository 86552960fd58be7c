/**
 * The natural logarithm from + − × ÷ alone: Math.log differs between browsers in its last digit, and a run must
 * not. Exponent and mantissa are parted by exact halving; ln m = 2 · atanh((m − 1) / (m + 1)) by its series.
 */
const LN2 = 0.6931471805599453

/** ln x for x above 0, to about 1e-15 of its size. */
export function naturalLog(x: number): number {
  let mantissa = x
  let exponent = 0
  while (mantissa < 0.7071067811865476) {
    mantissa *= 2
    exponent--
  }
  while (mantissa > 1.4142135623730951) {
    mantissa /= 2
    exponent++
  }
  const z = (mantissa - 1) / (mantissa + 1)
  const square = z * z
  let term = z
  let sum = z
  for (let k = 3; k < 40; k += 2) {
    term *= square
    const next = sum + term / k
    if (next === sum) break
    sum = next
  }
  return 2 * sum + exponent * LN2
}

/** An exponential draw of the given mean, from 32 random bits. */
export function exponential(bits: number, mean: number): number {
  return -mean * naturalLog((bits + 0.5) / 0x100000000)
}
