import { deleteDraft } from './draft'
import { announce, replacePage } from './page'

/** The row looks settled at once; a second tap sends nothing; the server's answer replaces this page. */
export function sendForms(onNewPage: () => void) {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-enhance]')) return
    event.preventDefault()
    if (form.dataset.sending === undefined && filesFit(form)) void send(form, event.submitter, onNewPage)
  })
  addEventListener('popstate', () => location.reload())
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, onNewPage: () => void) {
  const body = bodyOf(form, new FormData(form, submitter))
  const row = form.closest<HTMLElement>('[data-row]')
  form.dataset.sending = ''
  if (form.dataset.optimistic) {
    row?.setAttribute('data-settled', '')
    announce(form.dataset.optimistic)
  }
  const answer = await postForm(form.action, body)
  if ('page' in answer) {
    // Whether they log in or not, they find again what they wrote.
    if (answer.ok && !isLogin(answer.url)) deleteDraft(form)
    replacePage(answer.url, answer.page, answer.ok)
    onNewPage()
  } else {
    row?.removeAttribute('data-settled')
    delete form.dataset.sending
    announce(answer.problem)
  }
}

const isLogin = (url: string) => ['/login', '/welcome'].includes(new URL(url).pathname)

function bodyOf({ enctype }: HTMLFormElement, fields: FormData) {
  if (enctype === 'multipart/form-data') return fields
  const body = new URLSearchParams()
  for (const [name, value] of fields) if (typeof value === 'string') body.append(name, value)
  return body
}

type Answer = { url: string; ok: boolean; page: string } | { problem: string }

/** Where Melt or a proxy failed this page stays, with all that was written, and says why. */
async function postForm(action: string, body: URLSearchParams | FormData): Promise<Answer> {
  try {
    const response = await fetch(action, { method: 'POST', body, headers: { Accept: 'text/html' } })
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html')
    const text = await response.text()
    if (!isPage || response.status >= 500) return { problem: (isPage && alertOf(text)) || FAILED_TEXT }
    return { url: response.url, ok: response.ok, page: text }
  } catch {
    return { problem: '연결이 끊겨서 보내지 못했어요. 다시 눌러 주세요' }
  }
}

const FAILED_TEXT = '지금은 보내지 못했어요. 적은 내용은 그대로예요. 조금 뒤에 다시 눌러 주세요'

function alertOf(page: string) {
  const alert = new DOMParser().parseFromString(page, 'text/html').querySelector('[role=alert]')
  return alert?.textContent?.trim()
}

const MEGABYTE = 1024 * 1024

function filesFit(form: HTMLFormElement): boolean {
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

/** Looks as the server's own field error. */
function showError(field: HTMLInputElement, text: string) {
  const error = document.createElement('p')
  error.className = 'text-sm font-semibold text-bad'
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
