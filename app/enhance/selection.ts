/** Shows how many donations are ticked and what they come to, before they are reviewed. */
export function sumSelection() {
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.form?.matches('[data-bulk]')) show(target.form)
  })
  return () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-bulk]')) show(form)
  }
}

function show(form: HTMLFormElement) {
  const place = document.querySelector('[data-bulk-sum]')
  const ticked = [...form.elements].filter(
    (field) => field instanceof HTMLInputElement && field.name === 'id' && field.checked,
  )
  if (!place) return
  const sum = ticked.reduce(
    (total, field) => total + Number((field as HTMLInputElement).dataset.amount ?? 0),
    0,
  )
  place.textContent = ticked.length === 0 ? '' : `${ticked.length}건, 모두 ${sum.toLocaleString('ko-KR')}치즈`
}
