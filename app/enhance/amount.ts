/** A confirm button names the amount that its field holds now, before and after it is pressed. */
export function nameAmounts() {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const button = document.querySelector<HTMLElement>(`[data-amount-label="${CSS.escape(target.id)}"]`)
    if (button) show(button, target)
  })
  return () => undefined
}

function show(button: HTMLElement, { value, form }: HTMLInputElement) {
  const amount = Number(value.replace(/[,\s]|치즈$/g, ''))
  const said = Number.isSafeInteger(amount) && amount > 0 ? `${amount.toLocaleString('ko-KR')}치즈` : null
  button.textContent = said ? `${said} 확인하기` : '금액을 적고 확인하기'
  if (said && form) form.dataset.optimistic = `${said}를 확인했어요`
  else delete form?.dataset.optimistic
}
