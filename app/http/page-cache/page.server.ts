import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { DAY_MS, kstDayBounds, kstDayOf } from '~/domain/core/kst'
import {
  compressKept,
  type Encoding,
  encodingFor,
  isCompressible,
  toWholeAnswer,
} from '../server/whole-answer.server'
import type { PublicAddress } from './address'
import type { Timed } from './exact-store'

const OVERHEAD_BYTES = 2_000
const LIVE_STEP_MS = 5 * 60 * 1000

type Sent = { headers: string[]; body: Buffer }

export type CachedPage = Timed & {
  etag: string
  unchanged: string[]
  sent: Partial<Record<Encoding, Sent>> & { identity: Sent }
}

export const OF_CONNECTION = new Set(['connection', 'keep-alive'])
const MAX_FILE_BYTES = 256 * 1024

export function isForEverybody({ status, headers }: Response) {
  const length = Number(headers.get('Content-Length') ?? 0)
  return status === 200 && !headers.has('Set-Cookie') && length <= MAX_FILE_BYTES
}

/** `common` are the headers that every answer has, the security headers among them. */
export async function toPage(
  drawn: Response,
  common: OutgoingHttpHeaders,
  address: PublicAddress,
  drawnAt: number,
): Promise<CachedPage> {
  const body = (await toWholeAnswer(drawn)).body ?? Buffer.alloc(0)
  const named = new Map<string, string>()
  for (const [name, value] of Object.entries(common))
    if (!OF_CONNECTION.has(name)) named.set(name, String(value))
  for (const [name, value] of drawn.headers) named.set(name, value)
  const caching = named.get('cache-control')
  const etag = named.get('etag') ?? tagOf(body)
  named.delete('content-length')
  named.set('etag', etag)
  // Answers to whoever is signed in stay in no cache; this one is asked for again and not sent again.
  if (!caching || caching === 'no-store') named.set('cache-control', 'private, no-cache')
  named.set('vary', caching?.startsWith('public') ? 'Accept-Encoding' : 'Accept-Encoding, Cookie')
  const headers = [...named].flat()
  return {
    topics: address.topics,
    bytes: body.length + OVERHEAD_BYTES,
    etag,
    until: until(address, drawnAt),
    unchanged: withoutContent(headers),
    sent: { identity: { headers: [...headers, 'content-length', String(body.length)], body } },
  }
}

const tagOf = (body: Buffer) => `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

/** Of the day in Korea that a moment is of. */
export const endOfDay = (at: number) => kstDayBounds(kstDayOf(new Date(at + DAY_MS))).from.getTime()

/** A day in Korea ends, or what is known of broadcasts gets old. */
function until({ showsLive }: PublicAddress, drawnAt: number) {
  const midnight = endOfDay(drawnAt)
  if (!showsLive) return midnight
  return Math.min(midnight, (Math.floor(drawnAt / LIVE_STEP_MS) + 1) * LIVE_STEP_MS)
}

const CONTENT = new Set(['content-type', 'content-length', 'content-disposition', 'accept-ranges'])

function withoutContent(headers: string[]) {
  return headers.flatMap((name, at) => {
    const value = headers[at + 1]
    return at % 2 === 0 && value !== undefined && !CONTENT.has(name) ? [name, value] : []
  })
}

/** Compressed once, when the first browser asks for it so; `grow` is given the bytes that this takes. */
function encoded(page: CachedPage, accepted: string | undefined, grow: (bytes: number) => void): Sent {
  const { headers, body } = page.sent.identity
  const encoding = encodingFor(accepted)
  if (!encoding || !isCompressible(headers[headers.indexOf('content-type') + 1], body))
    return page.sent.identity
  const known = page.sent[encoding]
  if (known) return known
  const small = compressKept(body, encoding)
  const kept = headers.slice(0, -2)
  const sent = {
    headers: [...kept, 'content-encoding', encoding, 'content-length', String(small.length)],
    body: small,
  }
  page.sent[encoding] = sent
  grow(small.length)
  return sent
}

function isUnchanged(page: CachedPage, { headers }: IncomingMessage) {
  const tags = headers['if-none-match']
  return (
    tags !== undefined && (tags === page.etag || tags.split(',').some((tag) => isTag(tag.trim(), page.etag)))
  )
}

const isTag = (tag: string, etag: string) =>
  tag === '*' || tag.replace(/^W\//, '') === etag.replace(/^W\//, '')

export function sendPage(
  page: CachedPage,
  request: IncomingMessage,
  response: ServerResponse,
  grow: (bytes: number) => void,
): number {
  if (isUnchanged(page, request)) {
    response.writeHead(304, page.unchanged).end()
    return 304
  }
  const { headers, body } = encoded(page, request.headers['accept-encoding'], grow)
  response.writeHead(200, headers).end(body)
  return 200
}
