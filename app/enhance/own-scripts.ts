/** What few pages need is loaded by them alone. */
export function loadOwnScripts() {
  const place = document.querySelector<HTMLElement>('[data-verify]')
  if (place) void import('./verify').then(({ checkChosenReceipts }) => checkChosenReceipts(place))
  const push = document.querySelector<HTMLElement>('[data-push]')
  if (push) void import('./push').then(({ offerPush }) => offerPush(push))
  else if (document.querySelector('[data-reader]:not([data-reader=""])') && isPushAllowed())
    void import('./push').then(({ repairPush }) => repairPush())
  if (location.pathname.startsWith('/dashboard'))
    void import('./witness').then(({ witnessLog }) => witnessLog())
}

const isPushAllowed = () => 'Notification' in window && Notification.permission === 'granted'

/** After the page itself, which waits for nothing that the worker loads. */
export function registerWorker() {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
