/** The sizes of type as the theme has them, for what is laid out by them. */
import { useEffect, useState } from 'react'
import { readSizes, type Sizes } from '../stage/sizes.ts'
import { watchStyle } from './watch-style.ts'

const readHere = (): Sizes => readSizes(document.body)

export function useSizes(): Sizes {
  const [sizes, setSizes] = useState(readHere)
  useEffect(() => watchStyle(document.body, () => setSizes(readHere())), [])
  return sizes
}
