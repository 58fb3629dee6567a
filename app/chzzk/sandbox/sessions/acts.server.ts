import { z } from 'zod'
import { isCrossSite, parseFields } from '../fields.server'
import { sandboxMemory } from '../memory.server'
import { crossSitePage, problemPage, SANDBOX_PATH } from '../page.server'
import { wantsJson } from '../wants-json'
import { sendSystemMessage } from './send.server'
import type { ChzzkSession } from './session'
import { connectedSessions, removeEvent, sessionsHearing } from './subscribers.server'

const channelId = z.string().regex(/^[0-9a-f]{32}$/)
const oneOrAll = z.object({ channelId: z.union([channelId, z.literal('')]).optional() })
const oneChannel = z.object({ channelId })

/** GET /sessions: open sockets, what each hears of, and how many DONATION frames went out per channel. For tests. */
export function sessionState(): Response {
  const { delivered } = sandboxMemory().sessions
  const sockets = connectedSessions().map(({ key, owner, connectedAt, events }) => {
    return { sessionKey: key, owner, connectedAt: new Date(connectedAt).toISOString(), events }
  })
  const state = { sockets, delivered: Object.fromEntries(delivered) }
  return Response.json(state, { headers: { 'Cache-Control': 'no-store' } })
}

/** POST /sessions/drop: breaks the sockets of a channel, or all, as a network does. */
export async function dropSockets(request: Request): Promise<Response> {
  return act(request, oneOrAll, ({ channelId }) => {
    if (!channelId) return cutAll()
    const own = connectedSessions().filter((session) => concerns(session, channelId))
    for (const { line } of own) line.cut()
    return own.length
  })
}

/** POST /sessions/revoke: tells a channel's sessions that consent is withdrawn and stops the event (chzzk.md §4.3 [DOC]). */
export async function revokeConsent(request: Request): Promise<Response> {
  return act(request, oneChannel, ({ channelId }) => {
    const hearing = sessionsHearing(channelId)
    for (const session of hearing) {
      removeEvent(session, 'DONATION', channelId)
      sendSystemMessage(session, 'revoked', { eventType: 'DONATION', channelId })
    }
    return hearing.length
  })
}

async function act<Shape extends z.ZodType>(
  request: Request,
  shape: Shape,
  does: (asked: z.output<Shape>) => number,
): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  const asked = shape.safeParse((await parseFields(request)) ?? {})
  if (!asked.success) {
    if (wantsJson(request)) return Response.json({ errors: asked.error.issues }, { status: 422 })
    return problemPage('아이디를 다시 확인해 주세요', '채널 아이디는 0-9와 a-f로 된 32자예요.', 422)
  }
  const sessions = does(asked.data)
  if (wantsJson(request)) return Response.json({ sessions })
  const headers = { Location: `${SANDBOX_PATH}/switches?sessions=${sessions}`, 'Cache-Control': 'no-store' }
  return new Response(null, { status: 303, headers })
}

function cutAll(): number {
  const lines = [...sandboxMemory().sessions.lines]
  for (const line of lines) line.cut()
  return lines.length
}

function concerns({ owner, events }: ChzzkSession, channelId: string) {
  return owner.kind === 'user'
    ? owner.channelId === channelId
    : events.some((event) => event.channelId === channelId)
}
