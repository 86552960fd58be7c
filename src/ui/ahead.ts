/** A file that will be wanted: where it is, and how the browser is told. */
export interface Hint {
  readonly href: string
  readonly rel: 'modulepreload' | 'preload'
  readonly as?: 'fetch' | 'script' | 'style'
  /** Fetched when nothing else is wanted. */
  readonly later?: boolean
}

/** What the built page knows of its own files. */
export interface Files {
  readonly gallery: readonly Hint[]
  readonly link: readonly Hint[]
  /** Of each scenario's document. */
  readonly documents: Readonly<Record<string, string>>
  readonly worker: string
}

/** A worker, and what it did before anybody listened. */
export interface StartedWorker {
  readonly worker: Worker
  word: 'spoke' | 'died' | undefined
}

/** What the head's script leaves to the page's code. */
export interface Ahead {
  /** Starts one more. */
  start(): Promise<StartedWorker>
  /** For a link, the one that is started at once. */
  first: Promise<StartedWorker> | null
}

/**
 * The build writes this function's text into the page's head (vite.config.ts), where it runs before any file has come:
 * it asks for the first files, which are not the same for a link and for the gallery, and starts a link's worker,
 * whose thread takes longer to begin than the page's code to arrive. It must stand alone.
 */
export function askAhead({ gallery, link, documents, worker }: Files): Ahead {
  interface ScriptUrls {
    createScriptURL(url: string): string
  }
  interface PolicyFactory {
    createPolicy(name: string, rules: ScriptUrls): ScriptUrls
  }
  const isLink = location.hash.length > 1
  const ask = ({ href, rel, as, later }: Hint): void => {
    const hint = document.createElement('link')
    hint.rel = rel
    if (as) hint.as = as
    if (later) hint.fetchPriority = 'low'
    hint.crossOrigin = ''
    hint.href = href
    document.head.append(hint)
  }
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  const rules: ScriptUrls = {
    createScriptURL: (url) => {
      if (url.startsWith('blob:')) return url
      throw new TypeError('Only a worker of this page may be started.')
    },
  }
  const policy = trustedTypes?.createPolicy('one-machine', rules) ?? rules
  let code: Promise<string> | null = null
  // From a blob, so that the worker runs in a sandboxed frame and under the page's content policy.
  const start = async (): Promise<StartedWorker> => {
    code ??= fetch(worker).then((answer) => {
      if (!answer.ok) throw new Error(`the simulator’s code did not load (${answer.status})`)
      return answer.text()
    })
    try {
      const blob = new Blob([await code], { type: 'text/javascript' })
      const url = URL.createObjectURL(blob)
      const started: StartedWorker = {
        worker: new Worker(policy.createScriptURL(url)),
        word: undefined,
      }
      const spoke = (): void => {
        URL.revokeObjectURL(url)
        started.word ??= 'spoke'
      }
      const died = (event: Event): void => {
        event.preventDefault()
        started.word = 'died'
      }
      started.worker.addEventListener('message', spoke, { once: true })
      started.worker.addEventListener('error', died, { once: true })
      return started
    } catch (error) {
      code = null
      throw error
    }
  }
  const first = isLink ? start() : null
  // Whoever asks for the worker is told.
  first?.catch(() => undefined)
  const [, scenario = ''] = /^#s=\d+p\.([a-z0-9-]+)@/.exec(location.hash) ?? []
  const its = Object.hasOwn(documents, scenario) ? documents[scenario] : undefined
  if (its) ask({ href: its, rel: 'modulepreload' })
  for (const hint of isLink ? link : gallery) ask(hint)
  return { start, first }
}
