import { type Hear, streamEvents } from './live-stream'

/** A page that asks for it with `data-live` hears what happens on that channel, and moves nothing under the reader. */
export function followLive() {
  let leave = () => {}
  return () => {
    leave()
    const place = document.querySelector<HTMLElement>('[data-live]')
    leave = place ? follow(place, place.dataset.live ?? '') : () => {}
  }
}

function follow(place: HTMLElement, channelId: string) {
  const say = livePill()
  const hear = place.dataset.liveInbox !== undefined ? followInbox(place, say) : followFeed(place, say)
  return streamEvents(`/events?chzzkChannelId=${channelId}`, hear)
}

type Page = { items: { id: string }[]; nextCursor: string | null }

const SOON_MS = 500
const TOGETHER_MS = 5_000
const AGAIN_MS = 60_000

/** Counts the messages that came after the page was drawn; what the page shows already is not counted. */
export function followFeed(place: HTMLElement, say: (words: string | null) => void): Hear {
  const shown = [...place.querySelectorAll<HTMLElement>('[data-id]')].map(({ dataset }) => dataset.id ?? '')
  const known = new Set(shown)
  const fresh = new Set<string>()
  let timer = 0

  function hear(ids: string[], more = '') {
    for (const id of ids) if (!known.has(id)) fresh.add(id)
    if (fresh.size > 0) say(`새 글 ${fresh.size}${more}개`)
  }

  /** Reads the feed once; at a time of its own, because many pages miss the same moment together. */
  function catchUp(withinMs: number) {
    clearTimeout(timer)
    timer = window.setTimeout(async () => {
      const page = place.isConnected && (await getFeed(place.dataset.live ?? ''))
      if (!place.isConnected) return
      if (!page) return catchUp(AGAIN_MS)
      const ids = page.items.map(({ id }) => id)
      const met = ids.findIndex((id) => known.has(id))
      hear(met < 0 ? ids : ids.slice(0, met), met < 0 && page.nextCursor ? '+' : '')
    }, Math.random() * withinMs)
  }

  return {
    hello({ newest }: { newest: string | null }) {
      if (newest && !known.has(newest) && !fresh.has(newest)) catchUp(SOON_MS)
    },
    feed({ id }: { id: string }) {
      hear([id])
    },
    missed: () => catchUp(TOGETHER_MS),
  }
}

/** The feed's first page in the period of this one; null when it could not be read. */
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

/** More waits than the page shows: it says so, and the number on the tab follows. */
export function followInbox(place: HTMLElement, say: (words: string | null) => void): Hear {
  const shown = { waiting: Number(place.dataset.waiting), unread: Number(place.dataset.unread) }
  const title = document.title.replace(/^\(\d+\+?\) /, '')
  return {
    inbox({ waiting, unread }: { waiting: number; unread: number }) {
      count('waiting', waiting)
      count('unread', unread)
      document.title = unread > 0 ? `(${shownAs(unread)}) ${title}` : title
      say(waiting > shown.waiting || unread > shown.unread ? '새 소식이 있어요' : null)
    },
  }
}

function count(what: 'waiting' | 'unread', number: number) {
  const place = document.querySelector<HTMLElement>(`[data-live-count=${what}]`)
  if (!place?.firstChild) return
  place.firstChild.textContent = shownAs(number)
  place.hidden = number === 0
}

const shownAs = (number: number) => (number > 99 ? '99+' : String(number))

/** A quiet word over the page that leads to the page as it is now; without words it is gone. */
export function livePill(): (words: string | null) => void {
  const place = document.createElement('div')
  place.className = 'live'
  place.setAttribute('role', 'status')
  place.setAttribute('aria-live', 'polite')
  document.querySelector('main')?.append(place)
  return (words) => {
    const link = document.createElement('a')
    link.className = 'live-pill'
    link.href = location.pathname + location.search
    link.textContent = words
    place.replaceChildren(...(words ? [link] : []))
  }
}
