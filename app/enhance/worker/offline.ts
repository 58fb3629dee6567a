import type { FetchEvent, WorkerScope } from './scope'
import { feedPath, isFresh, isShowable, mayKeep, stylesOf, wayOf, withKeptNotice } from './ways'

/** The build's own hash (vite.config.ts). */
declare const MELT_BUILD: string

const SHELL = `melt-shell-${MELT_BUILD}`
const FEED = `melt-feed-${MELT_BUILD}`
const OFFLINE = '/offline'
const KEPT_AT = 'Melt-Kept-At'
const ANY = { ignoreVary: true }

/** The offline page, and the last channel's feed as a stranger sees it (docs/decisions/0051-installed-and-in-apps.md). */
export function answerOffline(scope: WorkerScope) {
  scope.addEventListener('install', (event) => {
    event.waitUntil(Promise.all([keepShell(), scope.skipWaiting()]))
  })
  scope.addEventListener('activate', (event) => event.waitUntil(deleteOldCaches()))
  scope.addEventListener('fetch', (event) => {
    const { method, mode, url, headers } = event.request
    const way = wayOf({ method, mode, url, hasRange: headers.has('Range') }, scope.location.origin)
    if (way === 'page') event.respondWith(answerPage(event))
    if (way === 'style') event.respondWith(answerStyle(event.request))
    if (way === 'end') event.waitUntil(caches.delete(FEED))
  })
}

/** Without a cookie: what comes is everybody's, whoever is signed in here. */
const fetchAsNobody = (path: string) =>
  fetch(path, { credentials: 'omit', cache: 'no-cache', headers: { Accept: 'text/html' } })

async function keepShell() {
  const answer = await fetchAsNobody(OFFLINE)
  if (!mayKeep(answer)) throw new Error(`The offline page was answered with ${answer.status}`)
  const cache = await caches.open(SHELL)
  await cache.addAll(stylesOf(await answer.clone().text()))
  await cache.put(OFFLINE, answer)
}

async function deleteOldCaches() {
  const old = (await caches.keys()).filter((name) => name !== SHELL && name !== FEED)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function answerPage(event: FetchEvent) {
  const { request } = event
  const path = feedPath(request.url)
  try {
    const answer = await fetch(request)
    if (path && answer.status === 200) event.waitUntil(keepFeed(path).catch(() => undefined))
    return answer
  } catch {
    return (path && (await findFeed(path))) || (await caches.match(OFFLINE, ANY)) || Response.error()
  }
}

async function answerStyle(request: Request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(request, ANY)) ?? Response.error()
  }
}

/** In the place of any other channel's. */
async function keepFeed(path: string) {
  const cache = await caches.open(FEED)
  const known = await cache.match(path)
  if (known && isFresh(keptAt(known), Date.now())) return
  const answer = await fetchAsNobody(path)
  const html = mayKeep(answer) ? withKeptNotice(await answer.text()) : null
  if (html === null) return void (await cache.delete(path))
  for (const other of await cache.keys()) await cache.delete(other)
  await cache.put(path, new Response(html, { headers: keptHeaders(answer) }))
}

async function findFeed(path: string) {
  const kept = await (await caches.open(FEED)).match(path)
  return kept && isShowable(keptAt(kept), Date.now()) ? kept : null
}

const keptAt = ({ headers }: Response) => Number(headers.get(KEPT_AT))

/** Its security policy stays; what is said of the bytes on their way is true no more. */
function keptHeaders({ headers }: Response) {
  const kept = new Headers(headers)
  for (const name of ['Content-Encoding', 'Content-Length', 'ETag', 'Vary']) kept.delete(name)
  kept.set(KEPT_AT, String(Date.now()))
  return kept
}
