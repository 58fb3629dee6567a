import { z } from 'zod'
import { env } from '~/env.server'
import { redirectUri as registeredUri } from '../login-state.server'
import { splitScopes } from '../replies'
import { demoPersonList } from './demo-people'
import { sandboxMemory } from './memory.server'
import { crossSitePage, html, isCrossSite, page, parseFields, problemPage, textField } from './page.server'
import {
  issueCode,
  issueTokens,
  personCookie,
  revokeAll,
  SCOPE,
  spendCode,
  spendRefreshToken,
  upsertPerson,
} from './people.server'
import { granted, refused } from './rest.server'

/** docs/chzzk.md §1.1. */
export function consentPage(request: Request): Response {
  const wrong = refuseApplication(request)
  if (wrong) return wrong
  const people = demoPersonList.map(({ role, channelId, channelName }) => {
    const what = role === 'streamer' ? '스트리머' : '시청자'
    return html`<button name="channelId" value="${channelId}">${channelName} <small>${what}</small></button>`
  })
  return page(
    '누구로 로그인할까요?',
    html`<p>Melt가 이 권한을 요청해요.</p>
<ul>${splitScopes(SCOPE).map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post" class="people">${people}</form>
<h2>다른 아이디로</h2>
<form method="post">
<label for="channelId">채널 아이디 (0-9, a-f 32자)</label>
<input id="channelId" name="channelId" required pattern="[0-9a-f]{32}" autocapitalize="none" autocomplete="off" spellcheck="false">
<label for="channelName">이름</label>
<input id="channelName" name="channelName" maxlength="60" autocomplete="off">
<button class="main">이 아이디로 로그인하기</button>
</form>
<form method="post"><button class="quiet" name="deny" value="1">거절</button></form>`,
  )
}

export async function consent(request: Request): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  const wrong = refuseApplication(request)
  if (wrong) return wrong
  const fields = (await parseFields(request)) ?? {}
  const state = new URL(request.url).searchParams.get('state') ?? ''
  if (textField(fields, 'deny')) return backToMelt({ ...denial(), state })
  const person = upsertPerson(textField(fields, 'channelId'), textField(fields, 'channelName'))
  if (!person) {
    return problemPage('아이디를 다시 확인해 주세요', '채널 아이디는 0-9와 a-f로 된 32자예요.', 422)
  }
  const code = issueCode(person.channelId, state)
  return backToMelt({ code, state }, personCookie(person.channelId))
}

function denial(): Record<string, string> {
  return sandboxMemory().switches.denial === 'access_denied' ? { error: 'access_denied' } : {}
}

function backToMelt(answer: Record<string, string>, cookie?: string): Response {
  const headers = new Headers({
    Location: `${registeredUri}?${new URLSearchParams(answer)}`,
    'Cache-Control': 'no-store',
  })
  if (cookie) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 302, headers })
}

function refuseApplication(request: Request): Response | null {
  const query = new URL(request.url).searchParams
  if (query.get('clientId') !== env.chzzk.clientId) return wrongRequest('등록되지 않은 clientId예요.')
  if (query.get('redirectUri') !== registeredUri) return wrongRequest('등록한 로그인 리디렉션 URL과 달라요.')
  if (!query.get('state')) return wrongRequest('state가 없어요.')
  return null
}

function wrongRequest(detail: string) {
  return problemPage('로그인 요청이 올바르지 않아요', detail, 400)
}

const client = { clientId: z.string(), clientSecret: z.string() }

const tokenRequest = z.discriminatedUnion('grantType', [
  z.object({ grantType: z.literal('authorization_code'), code: z.string(), state: z.string(), ...client }),
  z.object({ grantType: z.literal('refresh_token'), refreshToken: z.string(), ...client }),
])

const revokeRequest = z.object({
  token: z.string(),
  tokenTypeHint: z.enum(['access_token', 'refresh_token']).default('access_token'),
  ...client,
})

/** A code or a refresh token, each good once (docs/chzzk.md §1.2). */
export async function token(request: Request): Promise<Response> {
  const asked = tokenRequest.safeParse(await jsonBody(request))
  if (!asked.success) return refused('badValue')
  if (!isOurClient(asked.data)) return refused('invalidClient')
  const { switches } = sandboxMemory()
  if (asked.data.grantType === 'refresh_token') {
    const owner = spendRefreshToken(asked.data.refreshToken)
    return owner === null ? refused('invalidToken') : granted({ ...pairFor(owner), scope: SCOPE })
  }
  const owner = spendCode(asked.data.code, asked.data.state)
  if (owner === null) return refused(switches.deadCode === '401' ? 'invalidToken' : 'badValue')
  return granted({ ...pairFor(owner), ...(switches.scopeOnIssue === 'present' && { scope: SCOPE }) })
}

/** docs/chzzk.md §1.3. */
export async function revoke(request: Request): Promise<Response> {
  const asked = revokeRequest.safeParse(await jsonBody(request))
  if (!asked.success) return refused('badValue')
  if (!isOurClient(asked.data)) return refused('invalidClient')
  return revokeAll(asked.data.token, asked.data.tokenTypeHint) ? granted(null) : refused('invalidToken')
}

function pairFor(channelId: string) {
  const { accessToken, refreshToken, expiresIn } = issueTokens(channelId)
  const asText = sandboxMemory().switches.expiresIn === 'string'
  return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: asText ? String(expiresIn) : expiresIn }
}

function isOurClient({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return clientId === env.chzzk.clientId && clientSecret === env.chzzk.clientSecret
}

function jsonBody(request: Request) {
  const isJson = request.headers.get('content-type')?.toLowerCase().startsWith('application/json')
  return isJson ? parseFields(request) : null
}
