const MEGABYTE = 1024 * 1024

/** Whether every chosen file is as small as its field asks; beside one that is not, the field says so. */
export function filesFit(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[type=file][data-most-megabytes]')]
  const tooLarge = fields.filter((field) => {
    clearError(field)
    const maxMegabytes = Number(field.dataset.mostMegabytes)
    const fits = [...(field.files ?? [])].every(({ size }) => size <= maxMegabytes * MEGABYTE)
    if (!fits) showError(field, `파일이 너무 커요. ${maxMegabytes}MB까지 올릴 수 있어요`)
    return !fits
  })
  tooLarge[0]?.focus()
  return tooLarge.length === 0
}

const errorId = ({ id }: HTMLInputElement) => `${id}-error`

/** In the place and shape in which the server says it. */
function showError(field: HTMLInputElement, text: string) {
  const error = document.createElement('p')
  error.className = 'field-error'
  error.id = errorId(field)
  error.textContent = text
  field.after(error)
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', error.id)
}

function clearError(field: HTMLInputElement) {
  document.getElementById(errorId(field))?.remove()
  field.removeAttribute('aria-invalid')
  field.removeAttribute('aria-describedby')
}
