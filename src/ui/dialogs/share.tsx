/** Copy link first; then the code for a lecture hall, and a file where a link would be too long. */
import { type ReactElement, useEffect, useState } from 'react'
import { DOCUMENT_BYTES_MAX } from '../../scenarios/document/load.ts'
import { decodeLink } from '../../share/link.ts'
import { Button } from '../button.tsx'
import { useAppStore } from '../store/context.ts'
import { labQueryIn, linkOf } from '../store/link.ts'
import { Glyph } from '../theme/glyphs.tsx'
import { Dialog } from './dialog.tsx'

const LONG = 2000
const QR_MOST = 300

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

export function ShareDialog(): ReactElement {
  const store = useAppStore()
  const [link] = useState(() => linkOf(store.getState()))
  const [opens] = useState(() => link === '' || labQueryIn(link) !== null || decodeLink(link).ok)
  const url = `${location.origin}${location.pathname}${link}`
  const [said, say] = useState('')
  const onCopy = (): void => {
    copy(url).then((done) =>
      say(
        done ? 'Copied.' : 'This page may not write to the clipboard: select the link and copy it.',
      ),
    )
  }
  return (
    <Dialog title="Share this instant">
      <p>
        The link holds the scenario, its switches, what was done to it, and the place in the run.
      </p>
      <div className="row">
        <Button look="solid" onClick={onCopy} autoFocus>
          <Glyph name="i-share" />
          Copy link
        </Button>
        <input
          className="link-text"
          aria-label="The link"
          readOnly
          value={url}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <p role="status">{said}</p>
      {opens ? null : (
        <p>
          This scenario is too large for a link: the page opens it again, but for nobody else. Send
          the file instead.
        </p>
      )}
      {opens && url.length > LONG ? (
        <p>
          This link is long ({url.length} characters), and some mail programs cut such links. Send
          the file instead.
        </p>
      ) : null}
      <SaveFile />
      <QrCode url={url} />
    </Dialog>
  )
}

/** The scenario's document, to be opened in the gallery or changed in an editor. */
function SaveFile(): ReactElement | null {
  const document = useAppStore().getState().document
  if (!document) return null
  const save = (): void => {
    const read = JSON.stringify(document, null, 2)
    // What is to be opened again may not be long for the sake of its looks.
    const text = read.length > DOCUMENT_BYTES_MAX / 2 ? JSON.stringify(document) : read
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = globalThis.document.createElement('a')
    link.href = url
    link.download = `${document.id}.json`
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <Button look="line" onClick={save}>
      Save the scenario as a file
    </Button>
  )
}

function QrCode({ url }: { readonly url: string }): ReactElement | null {
  const [path, setPath] = useState<{ readonly d: string; readonly size: number } | null>(null)
  useEffect(() => {
    if (url.length > QR_MOST) return
    import('uqr').then(
      ({ encode }) => {
        const { data, size } = encode(url)
        const dots = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')))
        setPath({ d: dots.join(''), size })
      },
      () => setPath(null),
    )
  }, [url])
  if (url.length > QR_MOST)
    return <p>The link is too long for a code that could be read from a screen.</p>
  if (!path) return null
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${path.size} ${path.size}`}
      role="img"
      aria-label="The link as a QR code"
      shapeRendering="crispEdges"
    >
      <path d={path.d} fill="#000" />
    </svg>
  )
}
