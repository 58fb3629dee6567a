/** What names amounts follows the fields: a confirm button its own, the sum of a review all of them. */
export function nameAmounts() {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const button = document.querySelector<HTMLElement>(`[data-amount-label="${CSS.escape(target.id)}"]`)
    if (button) name(button, target)
    const sum = target.form?.querySelector<HTMLElement>('[data-sum]')
    if (sum && target.form) addUp(sum, target.form)
  })
  return () => undefined
}

/** The amount a field holds as people write it, "1,000" or "1000치즈"; 0 for anything else. */
export function amountIn(field: HTMLInputElement) {
  const amount = Number(field.value.replace(/[,\s]|치즈$/g, ''))
  return Number.isSafeInteger(amount) && amount > 0 ? amount : 0
}

function addUp(place: HTMLElement, form: HTMLFormElement) {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name$=".amount"]')]
  const sum = fields.reduce((total, field) => total + amountIn(field), 0)
  place.textContent = `${fields.length}건, 모두 ${sum.toLocaleString('ko-KR')}치즈`
  const expected = form.elements.namedItem('expectedSum')
  if (expected instanceof HTMLInputElement) expected.value = String(sum)
}

function name(button: HTMLElement, field: HTMLInputElement) {
  const { form } = field
  const amount = amountIn(field)
  const said = amount > 0 ? `${amount.toLocaleString('ko-KR')}치즈` : null
  const act = button.dataset.amountAct ?? '확인하기'
  button.textContent = said ? `${said} ${act}` : `금액을 적고 ${act}`
  if (said && form) form.dataset.optimistic = `${said}를 확인했어요`
  else delete form?.dataset.optimistic
}
