/** A makefile of the reader's own: pasted, dropped or opened, checked as it is written, and run. */
import { type ReactElement, useState } from 'react'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { useApp, useAppStore } from '../store/context.ts'
import { MAKEFILE_BYTES_MAX } from '../store/makefile-file.ts'
import { hasMaster, makefileOf, withMakefile } from './own-makefile.ts'
import './make-graph.css'

const EXAMPLE = `program: main.o parse.o
\tcc -o $@ $^
%.o: %.c defs.h
\tcc -c $<
parse.o: MS = 9000
`

export function MakefileDialog(): ReactElement | null {
  const store = useAppStore()
  const document = useApp((s) => s.document)
  const dropped = useApp((s) => s.makefile)
  const [text, setText] = useState(() => dropped ?? ((document && makefileOf(document)) || EXAMPLE))
  const [sentence, say] = useState(() =>
    dropped === null || !document ? '' : sentenceOf(document, dropped),
  )
  const [over, setOver] = useState(false)
  if (!document || !hasMaster(document)) return null
  const read = (file: File | undefined): void => {
    if (!file) return
    if (file.size > MAKEFILE_BYTES_MAX) return say(`${file.name} is longer than a megabyte.`)
    file.text().then(
      (its) => {
        setText(its)
        say(document ? sentenceOf(document, its) : '')
      },
      () => say(`${file.name} could not be read.`),
    )
  }
  const run = (): void => {
    const load = withMakefile(document, text)
    if (!load.ok) return say(load.sentence)
    store.getState().openRun({
      document: load.document,
      authored: true,
      tuple: defaultTuple(load.document),
    })
  }
  return (
    <Dialog title="Your own makefile" wide>
      <p id="makefile-says">
        Paste it, drop it here or open it. Targets, prerequisites, variables and pattern rules
        count; nothing is run. How long a recipe takes, in ms, is its variable MS:{' '}
        <code>big.o: MS = 9000</code>.
      </p>
      <textarea
        className={over ? 'makefile-text over' : 'makefile-text'}
        aria-label="The makefile"
        aria-describedby="makefile-says"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          say('')
        }}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          const file = event.dataTransfer.files[0]
          setOver(false)
          if (!file) return
          event.preventDefault()
          event.stopPropagation()
          read(file)
        }}
      />
      <p role="alert">{sentence}</p>
      <div className="makefile-row">
        <Button look="solid" onClick={run}>
          Make it
        </Button>
        <label className="btn open-file">
          Open a file
          <input
            type="file"
            className="aside"
            onChange={(event) => {
              read(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </label>
      </div>
    </Dialog>
  )
}

/** Why this text cannot be made; empty where it can. */
function sentenceOf(document: ScenarioDocument, text: string): string {
  if (!hasMaster(document)) return ''
  const load = withMakefile(document, text)
  return load.ok ? '' : load.sentence
}
