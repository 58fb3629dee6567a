import { env } from '~/env.server'
import type { ChzzkPlace } from '../errors'
import { channelPage, donate, livePage, studioPage, testAlert } from './channel-pages.server'
import { dropSockets, revokeConsent, sessionState, setSwitches, switchesPage } from './controls.server'
import { consent, consentPage, revoke, token } from './login.server'
import { type EventType, eventTypes } from './memory.server'
import { problemPage, SANDBOX_PATH, styleSheetReply } from './page.server'
import { channels, fault, lives, refused, usersMe } from './rest.server'
import {
  issueForClient,
  issueForUser,
  listForClient,
  listForUser,
  subscribe,
  unsubscribe,
} from './sessions.server'
import { statementFile } from './statement-file.server'

type Handler = (request: Request, channelId: string) => Response | Promise<Response>
type Methods = Partial<Record<'GET' | 'POST', Handler>>

type Resource = { at: ChzzkPlace; methods: Methods }

const rest: Record<string, Resource> = {
  '/auth/v1/token': { at: 'token', methods: { POST: token } },
  '/auth/v1/token/revoke': { at: 'revoke', methods: { POST: revoke } },
  '/open/v1/users/me': { at: 'users/me', methods: { GET: usersMe } },
  '/open/v1/channels': { at: 'channels', methods: { GET: channels } },
  '/open/v1/lives': { at: 'lives', methods: { GET: lives } },
  '/open/v1/sessions': { at: 'sessions', methods: { GET: listForUser } },
  '/open/v1/sessions/client': { at: 'sessions', methods: { GET: listForClient } },
  '/open/v1/sessions/auth': { at: 'sessions', methods: { GET: issueForUser } },
  '/open/v1/sessions/auth/client': { at: 'sessions', methods: { GET: issueForClient } },
  ...forEachEvent('subscribe', subscribe),
  ...forEachEvent('unsubscribe', unsubscribe),
}

function forEachEvent(verb: string, act: (request: Request, type: EventType) => Response) {
  const lines = eventTypes.map((type): [string, Resource] => {
    const methods = { POST: (request: Request) => act(request, type) }
    return [`/open/v1/sessions/events/${verb}/${type.toLowerCase()}`, { at: 'sessions', methods }]
  })
  return Object.fromEntries(lines)
}

const pages: [RegExp, Methods][] = [
  [/^\/style\.css$/, { GET: styleSheetReply }],
  [/^\/account-interlock$/, { GET: consentPage, POST: consent }],
  [/^\/switches$/, { GET: switchesPage, POST: setSwitches }],
  [/^\/sessions$/, { GET: sessionState }],
  [/^\/sessions\/drop$/, { POST: dropSockets }],
  [/^\/sessions\/revoke$/, { POST: revokeConsent }],
  [/^\/studio\/([0-9a-f]{32})$/, { GET: studioPage, POST: testAlert }],
  [/^\/studio\/([0-9a-f]{32})\/statement$/, { GET: statementFile }],
  [/^\/live\/([0-9a-f]{32})$/, { GET: livePage, POST: donate }],
  [/^\/([0-9a-f]{32})$/, { GET: (_request, channelId) => channelPage(channelId) }],
]

/** What CHZZK would answer, to people and to programs; 404 when real credentials are set (docs/chzzk.md §9). */
export async function handleSandbox(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (!env.chzzk.sandbox || !pathname.startsWith(SANDBOX_PATH)) return new Response(null, { status: 404 })
  const path = pathname.slice(SANDBOX_PATH.length)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (path.startsWith('/auth/') || path.startsWith('/open/')) return answerProgram(request, path, method)
  for (const [pattern, methods] of pages) {
    const match = pattern.exec(path)
    if (!match) continue
    const handler = handlerFor(methods, method)
    if (handler) return handler(request, match[1] ?? '')
    return new Response(null, { status: 405, headers: { Allow: allowed(methods) } })
  }
  return problemPage('없는 페이지예요', '주소를 다시 확인해 주세요.', 404)
}

async function answerProgram(request: Request, path: string, method: string): Promise<Response> {
  const resource = Object.hasOwn(rest, path) ? rest[path] : undefined
  if (!resource) return refused('notFound')
  const trouble = await fault(resource.at)
  if (trouble) return trouble
  const handler = handlerFor(resource.methods, method)
  return handler ? handler(request, '') : refused('methodNotAllowed', { Allow: allowed(resource.methods) })
}

function handlerFor(methods: Methods, method: string): Handler | undefined {
  return method === 'GET' || method === 'POST' ? methods[method] : undefined
}

function allowed(methods: Methods): string {
  return Object.keys(methods).join(', ')
}
