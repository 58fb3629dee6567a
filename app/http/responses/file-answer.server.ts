import { refuse } from '~/domain/core/refusal'
import type { Part, StoredFile } from '~/domain/files/file'
import type { Answer } from './answer.server'

const CACHES = {
  'asked every time': 'private, no-cache',
  'for everybody': 'public, max-age=3600',
} as const
type Caching = keyof typeof CACHES

/** Whole or a part (RFC 9110 §13, §14); a browser asks again before it shows it, so that the gate decides every time. */
export async function fileAnswer(
  { method, headers: asked }: Request,
  file: StoredFile,
  caching: Caching = 'asked every time',
): Promise<Answer> {
  const etag = `"${file.sha256.slice(0, 32)}"`
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': CACHES[caching],
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: etag,
    ...(caching === 'asked every time' && { Vary: 'Cookie' }),
  })
  const answerWith = (status: number, stream: Answer['stream']): Answer => ({
    status,
    stream,
    headers,
    to: '/',
  })
  if (matches(asked.get('If-None-Match'), etag)) return answerWith(304, null)
  const stands = asked.get('If-Range') === null || asked.get('If-Range') === etag
  const part = stands ? partOf(asked.get('Range'), file.sizeBytes) : null
  const size = part ? part.to - part.from + 1 : file.sizeBytes
  headers.set('Content-Type', file.mediaType)
  headers.set('Content-Length', String(size))
  if (part) headers.set('Content-Range', `bytes ${part.from}-${part.to}/${file.sizeBytes}`)
  const stream = method === 'HEAD' ? null : ((await file.read(part ?? undefined)) ?? refuse('not_found'))
  return answerWith(part ? 206 : 200, stream)
}

function matches(tags: string | null, etag: string) {
  return tags?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ?? false
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/

/** Null for the whole, and for forms of a part that RFC 9110 lets a server ignore. */
function partOf(range: string | null, size: number): Part | null {
  const [, first, last] = RANGE.exec(range?.replace(/\s/g, '') ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  if (from <= to) return { from, to }
  return refuse('out_of_range', { headers: new Headers({ 'Content-Range': `bytes */${size}` }) })
}
