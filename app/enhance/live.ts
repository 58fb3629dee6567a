/** Moves nothing under the reader. */
export function followLive() {
  let unsubscribe = () => {}
  return () => {
    unsubscribe()
    const place = document.querySelector<HTMLElement>('[data-live]')
    unsubscribe = place ? follow(place, place.dataset.live ?? '') : () => {}
  }
}

function follow(place: HTMLElement, channelId: string) {
  const showPill = createPill()
  const listeners =
    place.dataset.liveInbox !== undefined ? followInbox(place, showPill) : followFeed(place, showPill)
  return subscribeToEvents(`/events?chzzkChannelId=${channelId}`, listeners)
}

type Page = { items: { id: string }[]; nextCursor: string | null }

const HELLO_JITTER_MS = 500
const MISSED_JITTER_MS = 5_000
const RETRY_JITTER_MS = 60_000

function followFeed(place: HTMLElement, showPill: (text: string | null) => void): Listeners {
  const shown = [...place.querySelectorAll<HTMLElement>('[data-id]')].map(({ dataset }) => dataset.id ?? '')
  const known = new Set(shown)
  const fresh = new Set<string>()
  let timer = 0

  function addItems(ids: string[], more = '') {
    for (const id of ids) if (!known.has(id)) fresh.add(id)
    if (fresh.size > 0) showPill(`새 글 ${fresh.size}${more}개`)
  }

  /** With jitter, because many pages miss the same moment together. */
  function catchUp(withinMs: number) {
    clearTimeout(timer)
    timer = window.setTimeout(async () => {
      const page = place.isConnected && (await getFeed(place.dataset.live ?? ''))
      if (!place.isConnected) return
      if (!page) return catchUp(RETRY_JITTER_MS)
      const ids = page.items.map(({ id }) => id)
      const met = ids.findIndex((id) => known.has(id))
      addItems(met < 0 ? ids : ids.slice(0, met), met < 0 && page.nextCursor ? '+' : '')
    }, Math.random() * withinMs)
  }

  return {
    hello({ newest }: { newest: string | null }) {
      if (newest && !known.has(newest) && !fresh.has(newest)) catchUp(HELLO_JITTER_MS)
    },
    feed({ id }: { id: string }) {
      addItems([id])
    },
    missed: () => catchUp(MISSED_JITTER_MS),
  }
}

async function getFeed(channelId: string): Promise<Page | null> {
  const query = new URLSearchParams(location.search)
  query.set('chzzkChannelId', channelId)
  try {
    const response = await fetch(`/feed?${query}`, { headers: { Accept: 'application/json' } })
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

function followInbox(place: HTMLElement, showPill: (text: string | null) => void): Listeners {
  const shown = { waiting: Number(place.dataset.waiting), unread: Number(place.dataset.unread) }
  const title = document.title.replace(/^\(\d+\+?\) /, '')
  return {
    inbox({ waiting, unread }: { waiting: number; unread: number }) {
      showCount('waiting', waiting)
      showCount('unread', unread)
      document.title = unread > 0 ? `(${toShownCount(unread)}) ${title}` : title
      showPill(waiting > shown.waiting || unread > shown.unread ? '새 소식이 있어요' : null)
    },
  }
}

function showCount(what: 'waiting' | 'unread', count: number) {
  const place = document.querySelector<HTMLElement>(`[data-live-count=${what}]`)
  if (!place?.firstChild) return
  place.firstChild.textContent = toShownCount(count)
  place.hidden = count === 0
}

const toShownCount = (count: number) => (count > 99 ? '99+' : String(count))

function createPill(): (text: string | null) => void {
  const place = document.createElement('div')
  place.className =
    'fixed top-[calc(var(--below,0.5rem)+max(var(--inset),env(safe-area-inset-top)))] left-1/2 z-20 -translate-x-1/2'
  place.setAttribute('role', 'status')
  place.setAttribute('aria-live', 'polite')
  document.querySelector('main')?.append(place)
  return (text) => {
    const link = document.createElement('a')
    link.className =
      'tap rounded-[2rem] border border-accent bg-ground px-4.5 py-1 font-bold whitespace-nowrap text-accent shadow-[0_4px_16px_rgb(0_0_0/0.3)]'
    link.href = location.pathname + location.search
    link.textContent = text
    place.replaceChildren(...(text ? [link] : []))
  }
}

type Name = 'hello' | 'feed' | 'inbox' | 'missed'
type Listeners = Partial<Record<Name, (data: never) => void>>

const NAMES: Name[] = ['hello', 'feed', 'inbox', 'missed']
/** A reader who only passes by opens nothing. */
const OPEN_AFTER_LOAD_MS = 2_000
const REOPEN_AFTER_MS = 200
const CLOSE_HIDDEN_AFTER_MS = 15_000
const MAX_BACKOFF_MS = 60_000

/** Open while the page is visible, reconnecting for ever with backoff and jitter. Returns the way to stop. */
function subscribeToEvents(address: string, listeners: Listeners): () => void {
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

  /** A browser gives few connections to a site: a hidden page keeps none. */
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
