import { deleteDraft } from './draft'
import { replacePage } from './page'

const DOUBLE_TAP_MS = 2_000

/** CHZZK opens beside this page; when its reader comes back, the page that `data-leave` names takes its place. */
export function openChzzkBeside(onNewPage: () => void) {
  let left: { from: HTMLElement; at: number } | null = null

  const onLeave = (event: Event) => {
    const from = event.target instanceof Element && event.target.closest<HTMLElement>('[data-leave]')
    if (!from || (event.type === 'click') !== from instanceof HTMLAnchorElement) return
    if (left?.from === from && Date.now() - left.at < DOUBLE_TAP_MS) event.preventDefault()
    else left = { from, at: Date.now() }
  }
  async function onReturn() {
    const from = left?.from
    if (!from?.dataset.leave || document.visibilityState !== 'visible') return
    const page = await fetchPage(from.dataset.leave)
    // Nothing was begun yet: what is written here stays.
    if (!page || page.html.includes(`data-leave="${from.dataset.leave}"`)) return
    left = null
    if (from instanceof HTMLFormElement) deleteDraft(from)
    replacePage(page.url, page.html, true)
    onNewPage()
  }
  document.addEventListener('submit', onLeave)
  document.addEventListener('click', onLeave)
  document.addEventListener('visibilitychange', () => void onReturn())
  addEventListener('focus', () => void onReturn())
}

/** Not in the window of an app, which may open no second one: there CHZZK comes in this one's place. */
export function openBeside() {
  if (document.querySelector('[data-in-app]')) return
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-leave]:not([data-returned])')) {
    form.target = '_blank'
    form.rel = 'noopener'
  }
}

async function fetchPage(address: string) {
  try {
    const response = await fetch(address, { headers: { Accept: 'text/html' } })
    return response.ok ? { url: response.url, html: await response.text() } : null
  } catch {
    return null
  }
}
