import { announce } from './notice'

/** One tap on an address copies it. */
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
