import { z } from 'zod'
import { env } from '~/env.server'
import { granted, refused } from './envelope'
import { parseFields } from './fields.server'
import { issueTokens, revokeAll, SCOPE, spendCode, spendRefreshToken } from './grants.server'
import { sandboxMemory } from './memory.server'

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

/** POST /auth/v1/token (chzzk.md §1.2): a code or a refresh token, each good once, for a new pair. */
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

/** POST /auth/v1/token/revoke (chzzk.md §1.3): ends every token of that person. */
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
