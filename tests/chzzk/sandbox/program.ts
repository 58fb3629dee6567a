import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { consentAs } from '../../support/browser'

export const client = { clientId: 'melt-sandbox', clientSecret: 'melt-sandbox-secret' }
export const clientHeaders = { 'Client-Id': client.clientId, 'Client-Secret': client.clientSecret }

export const invalidToken = { status: 401, body: { code: 401, message: 'INVALID_TOKEN' } }
export const invalidClient = { status: 401, body: { code: 401, message: 'INVALID_CLIENT' } }

/** A program without any library that speaks CHZZK's REST to the sandbox at `origin`. */
export function programAt(origin: string) {
  const base = `${origin}/sandbox/chzzk`
  const redirectUri = `${origin}/auth/chzzk/callback`

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const reply = await fetch(base + path, { headers })
    return { status: reply.status, body: await reply.json() }
  }
  const post = async (path: string, body: unknown) => {
    const headers = { 'Content-Type': 'application/json' }
    const reply = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: reply.status, body: await reply.json() }
  }
  const consentPath = (changes: Record<string, string> = {}) => {
    const query = { clientId: client.clientId, redirectUri, state: 'a-state', ...changes }
    return `/account-interlock?${new URLSearchParams(query)}`
  }
  const freshCode = async (channelId: string = demoPeople.regular.channelId) => {
    return (await consentAs(base + consentPath(), { channelId })).searchParams.get('code') ?? ''
  }
  const exchange = (code: string, changes: Record<string, string> = {}) =>
    post('/auth/v1/token', { grantType: 'authorization_code', code, state: 'a-state', ...client, ...changes })
  const renew = (refreshToken: string) =>
    post('/auth/v1/token', { grantType: 'refresh_token', refreshToken, ...client })
  const logIn = async (channelId?: string) => (await exchange(await freshCode(channelId))).body.content
  const me = (accessToken: string) => get('/open/v1/users/me', { Authorization: `Bearer ${accessToken}` })

  return { get, post, consentPath, freshCode, exchange, renew, logIn, me, redirectUri }
}
