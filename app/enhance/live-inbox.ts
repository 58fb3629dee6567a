import type { Hear } from './live-stream'

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
