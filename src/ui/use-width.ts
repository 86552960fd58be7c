/** How wide a picture may be: of the element that it is put in. */
import { useEffect, useRef, useState } from 'react'

const LEAST = 280

/** A ref for the element, and its width; at first a guess. */
export function useWidth(guess = 720): [(element: HTMLDivElement | null) => void, number] {
  const [width, setWidth] = useState(guess)
  const watching = useRef<ResizeObserver | null>(null)
  useEffect(() => () => watching.current?.disconnect(), [])
  const place = useRef((element: HTMLDivElement | null): void => {
    watching.current?.disconnect()
    if (!element) return
    watching.current = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(LEAST, Math.floor(entry.contentRect.width)))
    })
    watching.current.observe(element)
  })
  return [place.current, width]
}
