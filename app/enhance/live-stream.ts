type Name = 'hello' | 'feed' | 'inbox' | 'missed'
export type Listeners = Partial<Record<Name, (data: never) => void>>

const NAMES: Name[] = ['hello', 'feed', 'inbox', 'missed']
/** A reader who only passes by opens nothing. */
const OPEN_AFTER_LOAD_MS = 2_000
const REOPEN_AFTER_MS = 200
const CLOSE_HIDDEN_AFTER_MS = 15_000
const MAX_BACKOFF_MS = 60_000

/**
 * Keeps a stream open while the page is visible, and reconnects for ever with exponential backoff and jitter; every
 * `hello` lets the page see whether it missed something. Returns the way to stop.
 */
export function subscribeToEvents(address: string, listeners: Listeners): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  let source: EventSource | null = null
  let [openTimer, closeTimer, failures] = [0, 0, 0]

  function close() {
    clearTimeout(openTimer)
    source?.close()
    source = null
  }

  function openIn(ms: number) {
    close()
    openTimer = window.setTimeout(open, ms * (0.5 + Math.random()))
  }

  function open() {
    source = new EventSource(address)
    source.addEventListener('error', () => openIn(Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** failures++)))
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        if (name === 'hello') failures = 0
        listeners[name]?.(JSON.parse(data) as never)
      })
    }
  }

  function start() {
    if (!document.hidden) openIn(OPEN_AFTER_LOAD_MS)
  }

  /** A browser gives few connections to a site: a page that nobody looks at keeps none of them. */
  function onVisibility() {
    clearTimeout(closeTimer)
    if (document.hidden) closeTimer = window.setTimeout(close, CLOSE_HIDDEN_AFTER_MS)
    else if (!source) openIn(REOPEN_AFTER_MS)
  }

  document.addEventListener('visibilitychange', onVisibility, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && onVisibility(), { signal })
  addEventListener('online', () => source || onVisibility(), { signal })
  addEventListener('pagehide', close, { signal })
  if (document.readyState === 'complete') start()
  else addEventListener('load', start, { signal })

  return () => {
    stopping.abort()
    clearTimeout(closeTimer)
    close()
  }
}
