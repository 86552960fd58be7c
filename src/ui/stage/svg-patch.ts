/**
 * A picture as plain data, and the one place that writes it into the page. Views compute the whole picture for
 * an instant; only what differs from the last one touches the document.
 */
export type Attributes = Readonly<Record<string, string | number | undefined>>

export interface SvgNode {
  readonly tag: string
  /** Told apart among its siblings by this; elements keep their identity, and with it focus, by it. */
  readonly key: string
  readonly attributes: Attributes
  readonly text?: string
  readonly children?: readonly SvgNode[]
}

interface Live {
  readonly element: SVGElement
  node: SvgNode
  readonly children: Map<string, Live>
}

const SVG = 'http://www.w3.org/2000/svg'

export class Picture {
  private readonly root: Live

  constructor(element: SVGElement) {
    this.root = {
      element,
      node: { tag: 'svg', key: '', attributes: {} },
      children: new Map(),
    }
  }

  show(attributes: Attributes, children: readonly SvgNode[]): void {
    update(this.root, { tag: 'svg', key: '', attributes, children })
  }
}

function update(live: Live, node: SvgNode): void {
  const before = live.node
  if (before === node) return
  writeAttributes(live.element, before.attributes, node.attributes)
  if (node.text !== undefined && node.text !== before.text) live.element.textContent = node.text
  if (node.children !== before.children) updateChildren(live, node.children ?? [])
  live.node = node
}

function writeAttributes(element: SVGElement, before: Attributes, now: Attributes): void {
  for (const name in now) {
    const value = now[name]
    if (value === before[name]) continue
    if (value === undefined) element.removeAttribute(name)
    else element.setAttribute(name, typeof value === 'number' ? figure(value) : value)
  }
  for (const name in before)
    if (before[name] !== undefined && !(name in now)) element.removeAttribute(name)
}

/** A hundredth of a pixel is more than anyone sees. */
function figure(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function updateChildren(live: Live, nodes: readonly SvgNode[]): void {
  const kept = new Set<string>()
  for (const { key } of nodes) {
    if (kept.has(key)) throw new Error(`Two parts of the picture are called ${key}.`)
    kept.add(key)
  }
  // What is gone goes first: else all that stood behind it would be moved before it, one by one.
  for (const [key, child] of live.children)
    if (!kept.has(key)) {
      child.element.remove()
      live.children.delete(key)
    }
  let next: ChildNode | null = live.element.firstChild
  for (const node of nodes) {
    let child = live.children.get(node.key)
    if (child && child.node.tag !== node.tag) {
      if (next === child.element) next = next.nextSibling
      child.element.remove()
      child = undefined
    }
    if (!child) {
      child = create(node)
      live.children.set(node.key, child)
    }
    if (child.element === next) next = next.nextSibling
    else live.element.insertBefore(child.element, next)
    update(child, node)
  }
}

function create(node: SvgNode): Live {
  const element = document.createElementNS(SVG, node.tag)
  return {
    element,
    node: { tag: node.tag, key: node.key, attributes: {} },
    children: new Map(),
  }
}
