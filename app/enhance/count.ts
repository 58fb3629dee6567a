const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/** Keeps "12 / 300" beside a text field in step with it, counted in graphemes. */
export function countLetters() {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) showCount(target)
  })
  return () => {
    for (const area of document.querySelectorAll('textarea')) showCount(area)
  }
}

function showCount(area: HTMLTextAreaElement) {
  const counter = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(area.id)}"]`)
  if (!counter) return
  const max = Number(counter.dataset.most)
  const count = [...segmenter.segment(area.value.trim())].length
  counter.textContent = `${count} / ${max}`
  counter.toggleAttribute('data-over', count > max)
}
