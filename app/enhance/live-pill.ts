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
