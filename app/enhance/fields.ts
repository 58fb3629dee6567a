import { announce } from './page'

export function copyOnTap() {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('[data-copy]')) void copy(target)
  })
  return () => undefined
}

async function copy(field: HTMLInputElement) {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    announce('주소를 복사했어요')
  } catch {
    announce('길게 눌러 복사해 주세요')
  }
}

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/** "12 / 300" beside a text field, counted in graphemes. */
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
