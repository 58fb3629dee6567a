/** What few pages need is loaded by them alone. */
export function loadOwnScripts() {
  const place = document.querySelector<HTMLElement>('[data-verify]')
  if (place) void import('./verify').then(({ checkChosenReceipts }) => checkChosenReceipts(place))
  if (location.pathname.startsWith('/dashboard'))
    void import('./witness').then(({ witnessLog }) => witnessLog())
}
