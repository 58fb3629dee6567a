const UNDO_MS = 8_000

export function announce(text: string) {
  const place = document.getElementById('notice')
  if (!place) return
  const line = document.createElement('p')
  line.textContent = text
  place.replaceChildren(line)
}

/** Never from under the pointer or the focus. */
export function fadeUndo() {
  const notice = document.querySelector<HTMLElement>('[data-notice=""]')
  if (!notice?.textContent?.trim()) return
  const fade = () => {
    if (notice.matches(':hover, :focus-within')) setTimeout(fade, 1_000)
    else notice.replaceChildren()
  }
  setTimeout(fade, UNDO_MS)
}

/** An act on a list keeps the place in it. */
export function replacePage(url: string, html: string, moved: boolean) {
  const { title, body } = new DOMParser().parseFromString(html, 'text/html')
  const from = new URL(location.href)
  const to = new URL(url)
  const samePage = !moved || (from.pathname === to.pathname && from.search === to.search)
  const focused = document.activeElement?.id
  document.title = title
  // The fonts' sheet stays behind it: taken away for a moment, every text would jump.
  const frame = body.firstElementChild
  if (!frame) return
  document.body.firstElementChild?.replaceWith(frame)
  if (!samePage) history.pushState(null, '', to)
  if (!samePage) scrollTo(0, 0)
  focusOn(frame, focused)
}

function focusOn(frame: Element, id: string | undefined) {
  const alert = frame.querySelector<HTMLElement>('[role=alert]')
  const target =
    alert ?? (id ? document.getElementById(id) : null) ?? frame.querySelector<HTMLElement>('#page')
  if (!target) return
  if (target.tabIndex < 0) target.tabIndex = -1
  target.focus({ preventScroll: !alert })
}
