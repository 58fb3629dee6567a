/** After the page itself, which waits for nothing that the worker loads. */
export function registerWorker() {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
