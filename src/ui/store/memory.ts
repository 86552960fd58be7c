/** What is kept between visits: only how the reader likes the page. Storage may be forbidden, as in a sandbox. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`one-machine.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`one-machine.${key}`, value)
  } catch {
    // The page works without.
  }
}
