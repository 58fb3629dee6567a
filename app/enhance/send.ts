import { forgetDraft } from './draft'
import { filesFit } from './file-size'
import { say } from './notice'
import { showPage } from './show-page'

/**
 * Sends act forms without leaving the page: the row looks settled at once, a second tap while one is under way sends
 * nothing, nor does a file that is too large, and the server's answer — the page after the act, or the form with its errors — takes the page's place.
 */
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
    say(form.dataset.optimistic)
  }
  const answer = await ask(form.action, body)
  if (answer) {
    if (answer.ok) forgetDraft(form)
    showPage(answer.url, answer.page, answer.ok)
    onNewPage()
  } else {
    row?.removeAttribute('data-settled')
    delete form.dataset.sending
    say('연결이 끊겨서 보내지 못했어요. 다시 눌러 주세요')
  }
}

/** As the browser itself would send it: only a form with files goes in parts. */
function bodyOf({ enctype }: HTMLFormElement, fields: FormData) {
  if (enctype === 'multipart/form-data') return fields
  const body = new URLSearchParams()
  for (const [name, value] of fields) if (typeof value === 'string') body.append(name, value)
  return body
}

/** The page that answers the act; null when the server could not be reached. */
async function ask(action: string, body: URLSearchParams | FormData) {
  try {
    const response = await fetch(action, { method: 'POST', body, headers: { Accept: 'text/html' } })
    return { url: response.url, ok: response.ok, page: await response.text() }
  } catch {
    return null
  }
}
