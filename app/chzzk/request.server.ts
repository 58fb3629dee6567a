import type { z } from 'zod'
import { bytesUpTo } from '~/bytes-up-to'
import { env } from '~/env.server'
import { ChzzkError, type ChzzkPlace, type Presented, refusal } from './errors'
import { envelope } from './replies'

const MAX_REPLY_BYTES = 512 * 1024

export interface ChzzkRequest {
  at: ChzzkPlace
  presented: Presented
  method: 'GET' | 'POST'
  /** Path and query below CHZZK's REST origin. */
  path: string
  headers?: Record<string, string>
  body?: Record<string, string>
  timeoutMs?: number
}

/**
 * Asks CHZZK's REST API once. In: a question and the shape its `content` must have. Out: that content. Throws
 * only ChzzkError: after 5 s, on a redirect, on a reply over 512 KiB or one that is not CHZZK's envelope it is
 * `unavailable`; never asks twice. Source: docs/chzzk.md §3 (envelope [DOC]), §5.
 */
export async function requestChzzk<Shape extends z.ZodType>(
  question: ChzzkRequest,
  shape: Shape,
): Promise<z.output<Shape>> {
  const { at, presented } = question
  const { status, text } = await exchange(question)
  if (status < 400 && text === '') return parseContent(at, shape, null, status)
  const reply = envelope.safeParse(parseJson(text))
  if (!reply.success) throw new ChzzkError('unavailable', at, 'unreadable', status)
  if (status >= 400 || reply.data.code !== 200) {
    throw refusal(at, presented, status >= 400 ? status : reply.data.code, reply.data.message)
  }
  return parseContent(at, shape, reply.data.content, status)
}

function parseContent<Shape extends z.ZodType>(
  at: ChzzkPlace,
  shape: Shape,
  content: unknown,
  status: number,
) {
  const fitted = shape.safeParse(content)
  if (!fitted.success) throw new ChzzkError('unavailable', at, 'unreadable', status)
  return fitted.data
}

async function exchange({ at, method, path, headers, body, timeoutMs = 5_000 }: ChzzkRequest) {
  try {
    const response = await fetch(env.chzzk.apiUrl + path, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'Melt',
        ...headers,
      },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = (await bytesUpTo(response.body, MAX_REPLY_BYTES))?.toString('utf8') ?? null
    if (text === null) throw new ChzzkError('unavailable', at, 'too_long', response.status)
    return { status: response.status, text }
  } catch (error) {
    if (error instanceof ChzzkError) throw error
    // The original is not kept as `cause`: undici quotes header values, tokens among them, in its messages.
    throw new ChzzkError('unavailable', at, whyUnreached(error))
  }
}

function whyUnreached(error: unknown): string {
  if (!(error instanceof Error)) return 'unreached'
  if (error.name === 'TimeoutError') return 'timeout'
  const code = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'unreached'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
