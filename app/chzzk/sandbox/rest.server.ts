import { setTimeout as wait } from 'node:timers/promises'
import { env } from '~/env.server'
import type { ChzzkPlace } from '../errors'
import type { DemoPerson } from './demo-people'
import { sandboxMemory } from './memory.server'
import { accessTokenOwner, findPerson } from './people.server'

/** docs/chzzk.md §3. */
export function granted(content: unknown): Response {
  return Response.json({ code: 200, message: null, content }, { headers: { 'Cache-Control': 'no-store' } })
}

const refusals = {
  badValue: [400, '잘못된 값을 입력했습니다.'],
  unauthorized: [401, 'UNAUTHORIZED'],
  invalidClient: [401, 'INVALID_CLIENT'],
  invalidToken: [401, 'INVALID_TOKEN'],
  forbidden: [403, 'FORBIDDEN'],
  notFound: [404, 'NOT_FOUND'],
  methodNotAllowed: [405, 'METHOD_NOT_ALLOWED'],
  tooManyRequests: [429, 'TOO_MANY_REQUESTS'],
  failed: [500, 'INTERNAL_SERVER_ERROR'],
  down: [503, 'INTERNAL_SERVER_ERROR'],
} as const

/** No `content` at all (docs/chzzk.md §5). */
export function refused(why: keyof typeof refusals, headers?: HeadersInit): Response {
  const [code, message] = refusals[why]
  return Response.json({ code, message }, { status: code, headers })
}

const KST = 9 * 60 * 60 * 1000

/** `2026-07-22 22:44:39` (docs/chzzk.md §3.4, §4.1). */
export function inKst(at: Date): string {
  return new Date(at.getTime() + KST).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2026-07-26T03:14:28.690447802` (docs/chzzk.md §4.4). */
export function inKstToTheNanosecond(at: Date, belowMillisecond: number): string {
  const toTheMillisecond = new Date(at.getTime() + KST).toISOString().slice(0, -1)
  return toTheMillisecond + String(belowMillisecond % 1_000_000).padStart(6, '0')
}

/** docs/chzzk.md §2. */
export function authenticateUser(request: Request): DemoPerson | Response {
  const authorization = request.headers.get('authorization')
  if (!authorization) return refused('unauthorized')
  const owner = accessTokenOwner(authorization.replace(/^Bearer /, ''))
  const person = owner === null ? undefined : findPerson(owner)
  return person ?? refused('invalidToken')
}

/** Null for our client (docs/chzzk.md §2). */
export function authenticateClient(request: Request): Response | null {
  const [id, secret] = [request.headers.get('client-id'), request.headers.get('client-secret')]
  if (!id || !secret) return refused('unauthorized')
  return id === env.chzzk.clientId && secret === env.chzzk.clientSecret ? null : refused('invalidClient')
}

/** What the switches let go wrong, else null. */
export async function fault(at: ChzzkPlace): Promise<Response | null> {
  const { switches } = sandboxMemory()
  if (switches.faultAt !== 'all' && switches.faultAt !== at) return null
  if (switches.slowMs > 0) await wait(switches.slowMs)
  switch (switches.fault) {
    case 'none':
      return null
    case 'down':
      return refused('down')
    case 'rate_limited':
      return refused('tooManyRequests')
    case 'html_200':
      return gatewayPage(200)
    case 'html_502':
      return gatewayPage(502)
    case 'reset':
      return brokenReply()
  }
}

function gatewayPage(status: number) {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
  }
  return new Response('<!doctype html><title>점검 중</title><p>잠시 후 다시 시도해 주세요.</p>', {
    status,
    headers,
  })
}

/** It starts and never ends: the server cuts the connection. */
function brokenReply() {
  const start = new TextEncoder().encode('{"code":200,')
  let sent = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) return controller.error(new Error('The sandbox cuts this connection, as its switch says'))
      sent = true
      controller.enqueue(start)
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}

const STARTED = Date.now()

export function usersMe(request: Request): Response {
  const person = authenticateUser(request)
  if (person instanceof Response) return person
  const { channelId, channelName } = person
  return granted({ channelId, channelName, nickname: channelName })
}

/** docs/chzzk.md §3.2. */
export function channels(request: Request): Response {
  const stranger = authenticateClient(request)
  if (stranger) return stranger
  const ids = (new URL(request.url).searchParams.get('channelIds') ?? '').split(',').filter(Boolean)
  if (ids.length === 0 || ids.length > 20) return refused('badValue')
  const known = [...new Set(ids)].map(findPerson).filter((person) => person !== undefined)
  return granted({
    data: known.map(({ channelId, channelName, followerCount, verifiedMark }) => {
      return { channelId, channelName, channelImageUrl: null, followerCount, verifiedMark }
    }),
  })
}

/** docs/chzzk.md §3.4. */
export function lives(request: Request): Response {
  const stranger = authenticateClient(request)
  if (stranger) return stranger
  const query = new URL(request.url).searchParams
  const size = Number(query.get('size') ?? 20)
  const start = startOf(query.get('next'))
  if (!Number.isInteger(size) || size < 1 || size > 20 || start === null) return refused('badValue')
  const onAir = sandboxMemory()
    .switches.live.split(',')
    .map(findPerson)
    .filter((person) => person !== undefined)
    .sort((a, b) => b.followerCount - a.followerCount)
  const next = start + size < onAir.length ? Buffer.from(`from ${start + size}`).toString('base64') : null
  return granted({ page: { next }, data: onAir.slice(start, start + size).map(liveOf) })
}

function liveOf({ channelId, channelName, followerCount }: DemoPerson) {
  return {
    liveId: Number.parseInt(channelId.slice(0, 6), 16),
    liveTitle: `${channelName} 연습 방송`,
    liveThumbnailImageUrl: null,
    concurrentUserCount: Math.ceil(followerCount / 20),
    openDate: inKst(new Date(STARTED)),
    adult: false,
    tags: ['연습'],
    categoryType: 'ETC',
    liveCategory: 'talk',
    liveCategoryValue: 'talk',
    channelId,
    channelName,
    channelImageUrl: null,
  }
}

function startOf(next: string | null): number | null {
  if (!next) return 0
  const start = /^from (\d{1,9})$/.exec(Buffer.from(next, 'base64').toString())?.[1]
  return start === undefined ? null : Number(start)
}
