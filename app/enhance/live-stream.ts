type Name = 'hello' | 'feed' | 'inbox' | 'missed'
export type Hear = Partial<Record<Name, (data: never) => void>>

const NAMES: Name[] = ['hello', 'feed', 'inbox', 'missed']
/** Whoever only passes by opens nothing. */
const AFTER_LOAD_MS = 2_000
const SOON_MS = 200
const REST_AFTER_MS = 15_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Hears a stream for as long as the page is looked at, and opens it again for ever, each time a little later and never
 * when everybody does; every `hello` lets the page see whether it missed something. Answers the way to stop.
 */
export function streamEvents(address: string, hear: Hear): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  let source: EventSource | null = null
  let [opening, resting, failed] = [0, 0, 0]

  function close() {
    clearTimeout(opening)
    source?.close()
    source = null
  }

  function openIn(ms: number) {
    close()
    opening = window.setTimeout(open, ms * (0.5 + Math.random()))
  }

  function open() {
    source = new EventSource(address)
    source.addEventListener('error', () => openIn(Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** failed++)))
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        if (name === 'hello') failed = 0
        hear[name]?.(JSON.parse(data) as never)
      })
    }
  }

  function begin() {
    if (!document.hidden) openIn(AFTER_LOAD_MS)
  }

  /** A browser gives few connections to a site: a page that nobody looks at keeps none of them. */
  function look() {
    clearTimeout(resting)
    if (document.hidden) resting = window.setTimeout(close, REST_AFTER_MS)
    else if (!source) openIn(SOON_MS)
  }

  document.addEventListener('visibilitychange', look, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && look(), { signal })
  addEventListener('online', () => source || look(), { signal })
  addEventListener('pagehide', close, { signal })
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { signal })

  return () => {
    leaving.abort()
    clearTimeout(resting)
    close()
  }
}
