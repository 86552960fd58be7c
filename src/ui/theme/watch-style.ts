/** Calls when the theme, the size of type or the element's own size may have changed. */
export function watchStyle(element: Element, changed: () => void): () => void {
  const theme = new MutationObserver(changed)
  theme.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class'],
  })
  theme.observe(document.body, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  // An observer begins by telling the size that there is, for which the element has just been set up.
  let { clientWidth, clientHeight } = element
  const size = new ResizeObserver(() => {
    if (element.clientWidth === clientWidth && element.clientHeight === clientHeight) return
    clientWidth = element.clientWidth
    clientHeight = element.clientHeight
    changed()
  })
  size.observe(element)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', changed)
  return () => {
    theme.disconnect()
    size.disconnect()
    scheme.removeEventListener('change', changed)
  }
}
