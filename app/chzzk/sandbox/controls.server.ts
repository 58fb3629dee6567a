import { z } from 'zod'
import { type ChzzkSession, sandboxMemory } from './memory.server'
import {
  countField,
  crossSitePage,
  html,
  isCrossSite,
  page,
  parseFields,
  problemPage,
  SANDBOX_PATH,
  wantsJson,
} from './page.server'
import { connectedSessions, removeEvent, sendSystemMessage, sessionsSubscribed } from './sessions.server'
import { type Switches, sessionSwitches, switchesSchema } from './switches'

export function switchesPage(request: Request): Response {
  const { switches } = sandboxMemory()
  if (wantsJson(request)) return Response.json(switches, { headers: { 'Cache-Control': 'no-store' } })
  const names = switchesSchema.keyof().options
  const row = (name: keyof Switches) =>
    html`<label for="${name}">${name}</label>${control(name, switches[name])}`
  return page(
    '연습용 치지직 스위치',
    html`${done(request)}
<form method="post">
<h2>로그인과 REST</h2>${names.filter((name) => !(name in sessionSwitches)).map(row)}
<h2>세션과 후원 알림</h2>${names.filter((name) => name in sessionSwitches).map(row)}
<button class="main">바꾸기</button></form>
${actForm('drop', '연결 끊기', '비워 두면 모든 연결을 끊어요.', false)}
${actForm('revoke', '동의 철회 알리기', '이 채널의 후원 알림이 멈춰요.', true)}`,
  )
}

export async function setSwitches(request: Request): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  const asked = switchesSchema
    .partial()
    .strict()
    .safeParse(await parseFields(request))
  if (!asked.success) {
    if (wantsJson(request)) return Response.json({ errors: asked.error.issues }, { status: 422 })
    return problemPage(
      '바꿀 수 없는 값이에요',
      asked.error.issues.map(({ path }) => path.join('.')).join(', '),
      422,
    )
  }
  const memory = sandboxMemory()
  memory.switches = { ...memory.switches, ...asked.data }
  if (wantsJson(request)) return Response.json(memory.switches)
  return new Response(null, { status: 303, headers: { Location: `${SANDBOX_PATH}/switches` } })
}

function done(request: Request) {
  const sessions = countField(request, 'sessions')
  return sessions === null ? null : html`<p class="done" role="status">연결 ${sessions}개에 했어요</p>`
}

function actForm(act: 'drop' | 'revoke', title: string, hint: string, required: boolean) {
  return html`<h2>${title}</h2>
<form method="post" action="${SANDBOX_PATH}/sessions/${act}">
<label for="${act}">채널 아이디</label>
<input id="${act}" name="channelId" pattern="[0-9a-f]{32}" autocapitalize="none" autocomplete="off" spellcheck="false"${required && html` required`}>
<p class="muted">${hint}</p>
<button class="quiet">${title}</button>
</form>`
}

function control(name: keyof Switches, value: string | number) {
  const shape: z.ZodType = switchesSchema.shape[name]
  if (!(shape instanceof z.ZodEnum)) return html`<input id="${name}" name="${name}" value="${value}">`
  const options = shape.options.map((option) => {
    return html`<option value="${option}"${option === value && html` selected`}>${option}</option>`
  })
  return html`<select id="${name}" name="${name}">${options}</select>`
}

const channelId = z.string().regex(/^[0-9a-f]{32}$/)
const oneOrAll = z.object({ channelId: z.union([channelId, z.literal('')]).optional() })
const oneChannel = z.object({ channelId })

export function sessionState(): Response {
  const { delivered } = sandboxMemory().sessions
  const sockets = connectedSessions().map(({ key, owner, connectedAt, events }) => {
    return { sessionKey: key, owner, connectedAt: new Date(connectedAt).toISOString(), events }
  })
  const state = { sockets, delivered: Object.fromEntries(delivered) }
  return Response.json(state, { headers: { 'Cache-Control': 'no-store' } })
}

/** Breaks the sockets of a channel, or all, as a network does. */
export async function dropSockets(request: Request): Promise<Response> {
  return act(request, oneOrAll, ({ channelId }) => {
    if (!channelId) return cutAll()
    const own = connectedSessions().filter((session) => concerns(session, channelId))
    for (const { socket } of own) socket.cut()
    return own.length
  })
}

/** docs/chzzk.md §4.3. */
export async function revokeConsent(request: Request): Promise<Response> {
  return act(request, oneChannel, ({ channelId }) => {
    const subscribed = sessionsSubscribed(channelId)
    for (const session of subscribed) {
      removeEvent(session, 'DONATION', channelId)
      sendSystemMessage(session, 'revoked', { eventType: 'DONATION', channelId })
    }
    return subscribed.length
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
  const sockets = [...sandboxMemory().sessions.sockets]
  for (const socket of sockets) socket.cut()
  return sockets.length
}

function concerns({ owner, events }: ChzzkSession, channelId: string) {
  return owner.kind === 'user'
    ? owner.channelId === channelId
    : events.some((event) => event.channelId === channelId)
}
