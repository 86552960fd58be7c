/** Calls when the theme, the size of type or the element's own size may have changed. */
export function watchStyle(element: Element, changed: () => void): () => void {
  const theme = new MutationObserver(changed)
  theme.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class'],
  })
  theme.observe(document.body, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  const size = new ResizeObserver(changed)
  size.observe(element)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', changed)
  return () => {
    theme.disconnect()
    size.disconnect()
    scheme.removeEventListener('change', changed)
  }
}
