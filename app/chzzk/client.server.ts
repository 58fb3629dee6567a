import type { z } from 'zod'
import { bytesUpTo } from '~/bytes-up-to'
import { env } from '~/env.server'
import { whyUnreached } from '~/why-unreached'
import { ChzzkError, type ChzzkPlace, type Presented, refusal } from './errors'
import {
  type ChzzkChannel,
  type ChzzkLive,
  type ChzzkMe,
  channelsReply,
  envelope,
  livesReply,
  meReply,
} from './replies'

const MAX_REPLY_BYTES = 512 * 1024

interface ChzzkRequest {
  at: ChzzkPlace
  presented: Presented
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: Record<string, string>
  timeoutMs?: number
}

/** Asks once and throws only ChzzkError; after 5 s, or for what is no envelope, `unavailable` (docs/chzzk.md §3, §5). */
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
    // No `cause`: undici quotes header values, tokens among them, in its messages.
    throw new ChzzkError('unavailable', at, whyUnreached(error))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const clientHeaders = { 'Client-Id': env.chzzk.clientId, 'Client-Secret': env.chzzk.clientSecret }

const MAX_CHANNELS_PER_LOOKUP = 20

/** Whose token it is. Throws `grant_gone` where it is dead or lacks 유저 조회 (docs/chzzk.md §3.1). */
export function fetchMe(accessToken: string): Promise<ChzzkMe> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  return requestChzzk(
    { at: 'users/me', presented: 'grant', method: 'GET', path: '/open/v1/users/me', headers },
    meReply,
  )
}

/** Unknown ids are missing from the answer. Throws RangeError for more than 20, ChzzkError otherwise (docs/chzzk.md §3.2). */
export async function fetchChannels(ids: readonly string[]): Promise<ChzzkChannel[]> {
  if (ids.length > MAX_CHANNELS_PER_LOOKUP) throw new RangeError('CHZZK looks up at most 20 channels at once')
  if (ids.length === 0) return []
  const path = `/open/v1/channels?channelIds=${ids.map(encodeURIComponent).join(',')}`
  const headers = clientHeaders
  return (
    await requestChzzk({ at: 'channels', presented: 'client', method: 'GET', path, headers }, channelsReply)
  ).data
}

/** 20 broadcasts on air, most viewers first; `next` is null after the last page. Throws ChzzkError (docs/chzzk.md §3.4). */
export async function fetchLivesPage(next?: string): Promise<{ lives: ChzzkLive[]; next: string | null }> {
  const query = new URLSearchParams({ size: '20', ...(next && { next }) })
  const path = `/open/v1/lives?${query}`
  const headers = clientHeaders
  const reply = await requestChzzk(
    { at: 'lives', presented: 'client', method: 'GET', path, headers },
    livesReply,
  )
  return { lives: reply.data, next: reply.page.next }
}
