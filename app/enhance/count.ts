const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/** Keeps "12 / 300" beside a text field in step with it, counted as people count. */
export function countLetters() {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) show(target)
  })
  return () => {
    for (const area of document.querySelectorAll('textarea')) show(area)
  }
}

function show(area: HTMLTextAreaElement) {
  const counter = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(area.id)}"]`)
  if (!counter) return
  const most = Number(counter.dataset.most)
  const count = [...segmenter.segment(area.value.trim())].length
  counter.textContent = `${count} / ${most}`
  counter.toggleAttribute('data-over', count > most)
}
