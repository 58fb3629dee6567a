import type { Hear } from './live-stream'

/** More waits than the page shows: it says so, and the number on the tab follows. */
export function followInbox(place: HTMLElement, say: (words: string | null) => void): Hear {
  const shown = Number(place.dataset.liveInbox)
  return {
    inbox({ waiting }: { waiting: number }) {
      count(waiting)
      say(waiting > shown ? '새 소식이 있어요' : null)
    },
  }
}

function count(waiting: number) {
  const place = document.querySelector<HTMLElement>('[data-live-count]')
  if (!place?.firstChild) return
  place.firstChild.textContent = waiting > 99 ? '99+' : String(waiting)
  place.hidden = waiting === 0
}
