/** j and k walk through a list of letters, r replies, u goes back; never while somebody types. */
export function walkByKeys() {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event
    if (ctrlKey || metaKey || altKey || isComposing || isWriting(target)) return
    const element = ACTS[key]?.()
    if (!element) return
    event.preventDefault()
    element.focus()
    element.scrollIntoView({ block: 'center' })
    if (key === 'u') element.click()
  })
  return () => undefined
}

const ACTS: Record<string, () => HTMLElement | null | undefined> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => document.querySelector<HTMLElement>('[data-key=r]'),
  u: () => document.querySelector<HTMLElement>('[data-key=u]'),
}

function step(by: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-key=row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  return rows[at < 0 && by < 0 ? rows.length - 1 : at + by]
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
