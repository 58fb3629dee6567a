const UNDO_MS = 8_000

/** Shows a sentence where the server's notices stand, for eyes and for screen readers. */
export function announce(text: string) {
  const place = document.getElementById('notice')
  if (!place) return
  const line = document.createElement('p')
  line.textContent = text
  place.replaceChildren(line)
}

/** Removes a notice after eight seconds, but never from under the pointer or the focus. */
export function fadeUndo() {
  const notice = document.querySelector<HTMLElement>('[data-notice=""]')
  if (!notice?.textContent?.trim()) return
  const fade = () => {
    if (notice.matches(':hover, :focus-within')) setTimeout(fade, 1_000)
    else notice.replaceChildren()
  }
  setTimeout(fade, UNDO_MS)
}
