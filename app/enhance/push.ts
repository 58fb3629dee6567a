/** Notices by push (docs/decisions/0047-notices.md): asked for by a tap, and compared with what Melt knows when a page opens. */

const CHECKED = 'melt-push-checked'
/** Who allowed it here: nobody else of this browser is subscribed by that. */
const OF = 'melt-push-of'
const CHECK_EVERY_MS = 24 * 60 * 60 * 1000
const WORKER_WITHIN_MS = 5_000
const ADDRESS = '/notices/subscription'

const readerOf = () => document.querySelector<HTMLElement>('[data-reader]')?.dataset.reader ?? ''

const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Shows what this browser can do, and does it by its buttons; where the instance has no key there is nothing to show. */
export async function offerPush(place: HTMLElement) {
  const show = (state: string) => {
    for (const part of place.querySelectorAll<HTMLElement>('[data-push-when]'))
      part.hidden = !part.dataset.pushWhen?.split(' ').includes(state)
  }
  const { key } = await askState('')
  if (!key) return
  place.hidden = false
  const worker = isAble() ? await findWorker() : null
  if (!worker) return show('unable')
  const refresh = async () => {
    if (Notification.permission === 'denied') return show('denied')
    show((await worker.pushManager.getSubscription()) ? 'on' : 'off')
  }
  place.addEventListener('click', (event) => {
    const act = (event.target as HTMLElement).closest<HTMLElement>('[data-push-act]')?.dataset.pushAct
    const failed = () => show('failed')
    if (act === 'on') void subscribe(worker).then(refresh).catch(failed)
    if (act === 'off') void unsubscribe(worker).then(refresh).catch(failed)
  })
  await refresh()
}

/** Null where it has not come after a while: a window without a worker has no push either. */
function findWorker() {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WORKER_WITHIN_MS))
  return Promise.race([navigator.serviceWorker.ready, late])
}

/** Where somebody allowed it once: what Melt lost is said again, once a day, or at the next page where that fails. */
export const repairPush = () => repair().catch(() => undefined)

async function repair() {
  if (!isAble() || Notification.permission !== 'granted') return
  if (Date.now() - Number(localStorage.getItem(CHECKED)) < CHECK_EVERY_MS) return
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.getSubscription()
  if (!subscription) return
  if (localStorage.getItem(OF) !== readerOf()) return void (await subscription.unsubscribe())
  const { key, known } = await askState(subscription.endpoint)
  if (key && !known) {
    if (isOfKey(subscription, key)) await send('PUT', subscription)
    else {
      await subscription.unsubscribe()
      await subscribe(worker)
    }
  }
  localStorage.setItem(CHECKED, String(Date.now()))
}

async function subscribe(worker: ServiceWorkerRegistration) {
  if ((await Notification.requestPermission()) !== 'granted') return
  const { key } = await askState('')
  if (!key) return
  const options = { userVisibleOnly: true, applicationServerKey: toBytes(key) }
  const subscription = await worker.pushManager.subscribe(options)
  try {
    await send('PUT', subscription)
  } catch (error) {
    await subscription.unsubscribe()
    throw error
  }
  localStorage.setItem(OF, readerOf())
}

async function unsubscribe(worker: ServiceWorkerRegistration) {
  const subscription = await worker.pushManager.getSubscription()
  if (!subscription) return
  await send('DELETE', subscription)
  await subscription.unsubscribe()
}

async function askState(endpoint: string): Promise<{ key: string | null; known: boolean }> {
  const query = endpoint ? `?endpoint=${encodeURIComponent(endpoint)}` : ''
  const response = await fetch(ADDRESS + query, { headers: { Accept: 'application/json' } }).catch(() => null)
  return response?.ok ? response.json() : { key: null, known: false }
}

async function send(method: 'PUT' | 'DELETE', subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON()
  const { ok, status } = await fetch(ADDRESS, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(method === 'PUT' ? { endpoint, keys } : { endpoint }),
  })
  if (!ok) throw new Error(`The subscription was answered with ${status}`)
}

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

function isOfKey({ options }: PushSubscription, key: string) {
  const own = options.applicationServerKey
  return own !== null && new Uint8Array(own).toString() === toBytes(key).toString()
}
