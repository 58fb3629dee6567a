import type { IncomingMessage } from 'node:http'
import { getFeed } from '~/domain/feed/get.server'
import type { FeedQuery } from '~/domain/feed/input'
import { env } from '~/env.server'
import { themeIn } from '../pages/theme.server'
import { isClosing } from '../server/closing.server'
import { log } from '../server/log.server'
import { observeCache, observeRequest, observeSample } from '../server/metrics.server'
import type { Draw } from '../server/request-handler.server'
import { hasBody } from '../server/web-request.server'
import { toWholeAnswer } from '../server/whole-answer.server'
import { type Hit, openPageCache } from './cache.server'
import type { ReadIndex } from './exact-store'
import { openParts } from './parts'

const MEGABYTE = 1024 * 1024
const MAX_HEADERS = 40
const ONE_SAMPLE_IN = 1_000

type Options = { draw: Draw; readIndex: ReadIndex; maxBytes?: number; oneSampleIn?: number }

/** Of the memory for pages: what those share that are not everybody's. */
const SHARE_OF_PARTS = 1 / 8

/** The page cache of this instance, over its database; now and then a hit is drawn anew and compared. */
export function cachePublicPages({
  draw,
  readIndex,
  maxBytes = env.pageCacheMegabytes * MEGABYTE,
  oneSampleIn = ONE_SAMPLE_IN,
}: Options) {
  let sampling = false
  const cache = openPageCache({
    maxBytes: maxBytes * (1 - SHARE_OF_PARTS),
    readIndex,
    audienceOf,
    observe(outcome, request, status, tookMs) {
      observeCache(outcome, cache.pages)
      // What was drawn is counted and logged where every other answer is.
      if (outcome === 'miss') return
      const { method = 'GET', url = '/' } = request
      observeRequest(method, status, tookMs)
      log.debug({ method, path: url.split('?', 1)[0], status, tookMs }, 'request')
    },
    hit(hit) {
      if (sampling || Math.random() * oneSampleIn >= 1) return
      sampling = true
      void sample(hit).finally(() => {
        sampling = false
      })
    },
  })

  /** A difference counts only where nothing changed meanwhile: then what was sent was stale. */
  async function sample(hit: Hit) {
    const { body } = hit.page.sent.identity
    const drawn = await drawAnew(hit).catch(() => null)
    if (!drawn) return
    const isStale = !drawn.equals(body) && (await cache.isCurrent(hit))
    observeSample(isStale)
    if (isStale) log.error({ path: hit.url.split('?', 1)[0] }, 'a page in memory was stale')
  }

  async function drawAnew({ url, request: { headers } }: Hit): Promise<Buffer | null> {
    const { host = '', cookie } = headers
    const request = new Request(`http://${host}${url}`, { headers: cookie ? { Cookie: cookie } : {} })
    const context = {
      address: 'sample of the page cache',
      drawPage: () => Promise.reject(new Error('no form')),
    }
    const response = await draw(request, context)
    if (response.status === 200) return (await toWholeAnswer(response)).body
    await response.body?.cancel()
    return null
  }

  const feeds = openParts<Awaited<ReturnType<typeof getFeed>>>({
    maxBytes: maxBytes * SHARE_OF_PARTS,
    readIndex,
  })
  /** The feed of a page that is somebody's own. */
  const findFeed = (query: FeedQuery) => {
    const { chzzkChannelId, cursor, limit, sort, period } = query
    const key = JSON.stringify([chzzkChannelId, cursor, limit, sort, period])
    return feeds.find(key, [chzzkChannelId], () => getFeed(query))
  }

  const close = () => {
    cache.close()
    feeds.close()
  }
  return { ...cache, feeds: feeds.parts, findFeed, close }
}

export type PublicPages = ReturnType<typeof cachePublicPages>

/** Null for whoever may see something of their own, and for requests that are more than a plain GET. */
function audienceOf({ method, headers, rawHeaders }: IncomingMessage): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (headers.range || headers.authorization || headers.expect) return null
  if (rawHeaders.length > 2 * MAX_HEADERS || hasBody({ headers }) || isClosing()) return null
  const theme = themeIn(headers.cookie)
  if (!theme) return null
  const { host = '', 'x-forwarded-host': forwarded = '', 'x-forwarded-proto': protocol = '' } = headers
  return env.trustedProxies > 0 ? `${theme} ${host} ${forwarded} ${protocol}` : `${theme} ${host}`
}
