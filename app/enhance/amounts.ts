export function updateAmounts() {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const button = document.querySelector<HTMLElement>(`[data-amount-label="${CSS.escape(target.id)}"]`)
    if (button) labelButton(button, target)
    const sum = target.form?.querySelector<HTMLElement>('[data-sum]')
    if (sum && target.form) showSum(sum, target.form)
  })
  return () => undefined
}

/** "1,000" and "1000치즈" are amounts; anything else is 0. */
function parseAmount(field: HTMLInputElement) {
  const amount = Number(field.value.replace(/[,\s]|치즈$/g, ''))
  return Number.isSafeInteger(amount) && amount > 0 ? amount : 0
}

function showSum(place: HTMLElement, form: HTMLFormElement) {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name$=".amount"]')]
  const sum = fields.reduce((total, field) => total + parseAmount(field), 0)
  place.textContent = `${fields.length}건, 모두 ${sum.toLocaleString('ko-KR')}치즈`
  const expected = form.elements.namedItem('expectedSum')
  if (expected instanceof HTMLInputElement) expected.value = String(sum)
}

function labelButton(button: HTMLElement, field: HTMLInputElement) {
  const { form } = field
  const amount = parseAmount(field)
  const amountText = amount > 0 ? `${amount.toLocaleString('ko-KR')}치즈` : null
  const act = button.dataset.amountAct ?? '확인하기'
  button.textContent = amountText ? `${amountText} ${act}` : `금액을 적고 ${act}`
  if (amountText && form) form.dataset.optimistic = `${amountText}를 확인했어요`
  else delete form?.dataset.optimistic
}

export function sumSelection() {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.form?.matches('[data-bulk]')) return
    if (target.matches('[data-choose-all]')) chooseAll(target.form, target.checked)
    showSelection(target.form)
  })
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.id.startsWith('amount-')) selectAmount(target)
  })
  return () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-bulk]')) prepare(form)
  }
}

const checkboxesOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (field): field is HTMLInputElement => field instanceof HTMLInputElement && field.name === 'id',
  )

/** The box takes the place of the link that does without script. */
function prepare(form: HTMLFormElement) {
  form.querySelector('[data-scripted]')?.removeAttribute('hidden')
  form.querySelector('[data-unscripted]')?.setAttribute('hidden', '')
  showSelection(form)
}

/** A donation that needs a look first is never chosen along. */
function chooseAll(form: HTMLFormElement, checked: boolean) {
  for (const box of checkboxesOf(form))
    if (!checked || box.dataset.default !== undefined) box.checked = checked
}

function selectAmount(field: HTMLInputElement) {
  const id = field.id.slice('amount-'.length)
  const box = document.querySelector<HTMLInputElement>(`[data-amount][value^="${CSS.escape(id)}"]`)
  if (!box?.form) return
  const amount = parseAmount(field)
  box.value = amount > 0 ? `${id}_${amount}` : id
  box.dataset.amount = String(amount)
  showSelection(box.form)
}

function showSelection(form: HTMLFormElement) {
  const boxes = checkboxesOf(form)
  const ticked = boxes.filter(({ checked }) => checked)
  const sum = ticked.reduce((total, { dataset }) => total + Number(dataset.amount ?? 0), 0)
  const all = form.querySelector<HTMLInputElement>('[data-choose-all]')
  if (all) {
    all.checked =
      boxes.every(({ checked, dataset }) => checked || dataset.default === undefined) && ticked.length > 0
    all.indeterminate = ticked.length > 0 && !all.checked
  }
  const place = form.querySelector('[data-bulk-sum]')
  if (place)
    place.textContent =
      ticked.length === 0 ? '' : `${ticked.length}건, 모두 ${sum.toLocaleString('ko-KR')}치즈`
}
