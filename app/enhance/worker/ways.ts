export type Asked = { method: string; mode: string; url: string; hasRange: boolean }
export type Answered = { status: number; redirected: boolean; headers: Headers }

/** `page`: from the network, without one from what is kept · `style`: likewise · `end`: watched, because whoever leaves takes all along. */
export type Way = 'page' | 'style' | 'end'

/** Logins, downloads, streams and what programs ask: the browser's own matter. */
const UNTOUCHED =
  /^\/(?:auth|badges|contents|creator|donations|ledger|overlay|sandbox)\/|^\/(?:events|feed|healthz|me\/export|metrics|readyz)\/?$|\.\w{1,12}$/i
const STYLE = /^\/assets\/[^/]+\.css$/
const END = /^\/(?:auth\/(?:decline|logout)|me\/leave)\/?$/i
const CHANNEL = /^\/[0-9a-f]{32}$/

/** What the worker does with a request; null leaves it to the browser. */
export function wayOf({ method, mode, url, hasRange }: Asked, origin: string): Way | null {
  const { origin: host, pathname } = new URL(url)
  if (host !== origin) return null
  if (method === 'POST') return END.test(pathname) ? 'end' : null
  if (method !== 'GET' || hasRange) return null
  if (STYLE.test(pathname)) return 'style'
  return mode === 'navigate' && !UNTOUCHED.test(pathname) ? 'page' : null
}

/** The first page of a channel's feed, by its path: the only page that is kept; null for every other. */
export function feedPath(url: string): string | null {
  const { pathname, search } = new URL(url)
  return CHANNEL.test(pathname) && search === '' ? pathname : null
}

/** Whether an answer, which was asked for without a cookie, may be kept. */
export function mayKeep({ status, redirected, headers }: Answered): boolean {
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false
  const isForbidden = /\bno-store\b/i.test(headers.get('Cache-Control') ?? 'no-store')
  return status === 200 && !redirected && isPage && !isForbidden
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export const isFresh = (keptAt: number, now: number) => Math.abs(now - keptAt) < 5 * MINUTE_MS
/** What somebody has taken back since then is not shown for ever. */
export const isShowable = (keptAt: number, now: number) => Math.abs(now - keptAt) < 7 * DAY_MS

/** The style sheets that a page waits for. */
export function stylesOf(html: string): string[] {
  const [head = ''] = html.split('<body')
  const links = [...head.matchAll(/<link\b[^>]*>/g)].map(([link]) => link)
  return links
    .filter((link) => /\brel="stylesheet"/.test(link))
    .flatMap((link) => /\bhref="(\/[^"/][^"]*)"/.exec(link)?.[1] ?? [])
}

/** As nobody's page has it: empty, and gone after a while. */
const NOTICE = 'data-notice="">'
const KEPT_TEXT = '지금은 연결이 없어 아까 본 모습이에요'

/** Says on a page that it is a kept one; null where there is no place to say it. */
export function withKeptNotice(html: string): string | null {
  if (!html.includes(NOTICE)) return null
  return html.replace(NOTICE, `data-notice="stays"><p>${KEPT_TEXT}</p>`)
}
