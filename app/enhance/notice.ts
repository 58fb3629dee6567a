const UNDO_MS = 8_000

/** Says a sentence where the server's notices stand, for eyes and for screen readers. */
export function announce(text: string) {
  const place = document.getElementById('notice')
  if (!place) return
  const line = document.createElement('p')
  line.textContent = text
  place.replaceChildren(line)
}

/** Takes a notice away after eight seconds unless it is to stay, but never from under the hand or the focus that is on its undo. */
export function fadeUndo() {
  const notice = document.querySelector<HTMLElement>('[data-notice=""]')
  if (!notice?.textContent?.trim()) return
  const fade = () => {
    if (notice.matches(':hover, :focus-within')) setTimeout(fade, 1_000)
    else notice.replaceChildren()
  }
  setTimeout(fade, UNDO_MS)
}
