import { randomBytes } from 'node:crypto'
import { sandboxMemory, setCapped, type Token } from './memory.server'

const MINUTE = 60_000
const CODE_LIFE = 5 * MINUTE
const REFRESH_LIFE = 30 * 24 * 60 * MINUTE
const MAX_CODES = 5_000
const MAX_TOKENS = 50_000

/** The scopes of the one application registered here, in CHZZK's own words (docs/chzzk.md §1.2). */
export const SCOPE = '유저 조회 후원 조회'

/** Out: a code for one login of this person, good once within five minutes and with this state only. */
export function issueCode(channelId: string, state: string): string {
  const code = secret()
  setCapped(sandboxMemory().codes, code, { channelId, state, expiresAt: Date.now() + CODE_LIFE }, MAX_CODES)
  return code
}

/** Out: whose code it is, or null when it is unknown, spent, too old or came with another state. Spends it. */
export function spendCode(code: string, state: string): string | null {
  const { codes } = sandboxMemory()
  const found = codes.get(code)
  codes.delete(code)
  return found && found.state === state && found.expiresAt > Date.now() ? found.channelId : null
}

/** Out: an access token (one day) and a refresh token (thirty days, single use) of this person. */
export function issueTokens(channelId: string) {
  const { accessTokens, refreshTokens, switches } = sandboxMemory()
  const [accessToken, refreshToken] = [secret(), secret()]
  const expiresAt = Date.now() + switches.accessSeconds * 1000
  setCapped(accessTokens, accessToken, { channelId, expiresAt }, MAX_TOKENS)
  setCapped(refreshTokens, refreshToken, { channelId, expiresAt: Date.now() + REFRESH_LIFE }, MAX_TOKENS)
  return { accessToken, refreshToken, expiresIn: switches.accessSeconds }
}

/** Out: whose refresh token it is, or null when it is dead. Spends it (docs/chzzk.md §1.2 [DOC]). */
export function spendRefreshToken(refreshToken: string): string | null {
  const { refreshTokens } = sandboxMemory()
  const channelId = ownerOf(refreshTokens, refreshToken)
  refreshTokens.delete(refreshToken)
  return channelId
}

/** Out: whose access token it is, or null when it is dead. */
export function accessTokenOwner(accessToken: string): string | null {
  return ownerOf(sandboxMemory().accessTokens, accessToken)
}

/** Ends all tokens of the token's owner (docs/chzzk.md §1.3 [DOC]). Out: false when the token was dead already. */
export function revokeAll(token: string, hint: 'access_token' | 'refresh_token'): boolean {
  const { accessTokens, refreshTokens } = sandboxMemory()
  const owner = ownerOf(hint === 'access_token' ? accessTokens : refreshTokens, token)
  if (owner === null) return false
  for (const tokens of [accessTokens, refreshTokens]) {
    for (const [key, { channelId }] of tokens) if (channelId === owner) tokens.delete(key)
  }
  return true
}

function ownerOf(tokens: Map<string, Token>, token: string): string | null {
  const found = tokens.get(token)
  return found && found.expiresAt > Date.now() ? found.channelId : null
}

function secret(): string {
  return randomBytes(36).toString('base64url')
}
