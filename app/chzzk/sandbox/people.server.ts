import { randomBytes } from 'node:crypto'
import { env } from '~/env.server'
import { channelId as channelIdShape } from '../replies'
import { type DemoPerson, demoPersonList } from './demo-people'
import { sandboxMemory, setCapped, type Token } from './memory.server'

const MAX_GUESTS = 20_000

export function findPerson(channelId: string): DemoPerson | undefined {
  return sandboxMemory().people.get(channelId)
}

/** Makes a guest known or renames them; demo people keep their names. Null when the id is none (docs/chzzk.md §3.1). */
export function upsertPerson(channelId: string, channelName: string): DemoPerson | null {
  const { people } = sandboxMemory()
  const name = channelName.trim().slice(0, 60)
  const known = people.get(channelId)
  if (known && (!name || demoPersonList.some((member) => member.channelId === channelId))) return known
  if (!channelIdShape.safeParse(channelId).success) return null
  const guest: DemoPerson = {
    role: 'viewer',
    channelId,
    channelName: name || `손님 ${channelId.slice(0, 4)}`,
    followerCount: 0,
    verifiedMark: false,
  }
  people.set(channelId, guest)
  if (people.size > demoPersonList.length + MAX_GUESTS) forgetOldestGuest()
  return guest
}

function forgetOldestGuest() {
  const { people } = sandboxMemory()
  for (const id of people.keys()) {
    if (demoPersonList.some((member) => member.channelId === id)) continue
    people.delete(id)
    return
  }
}

const NAME = `${env.secureCookies ? '__Secure-' : ''}melt_sandbox_person`

/** Who logged in last with this browser, as CHZZK would remember its own user. */
export function currentPerson(request: Request): DemoPerson | undefined {
  const cookie = request.headers.get('cookie') ?? ''
  const id = new RegExp(`(?:^|;\\s*)${NAME}=([0-9a-f]{32})(?:;|$)`).exec(cookie)?.[1]
  return id === undefined ? undefined : findPerson(id)
}

export function personCookie(channelId: string): string {
  return `${NAME}=${channelId}; Path=/sandbox/chzzk; HttpOnly; SameSite=Lax${env.secureCookies ? '; Secure' : ''}`
}

const MINUTE = 60_000
const CODE_LIFE = 5 * MINUTE
const REFRESH_LIFE = 30 * 24 * 60 * MINUTE
const MAX_CODES = 5_000
const MAX_TOKENS = 50_000

/** docs/chzzk.md §2. */
export const SCOPE = '유저 조회 후원 조회'

/** Good once, within five minutes and with this state only. */
export function issueCode(channelId: string, state: string): string {
  const code = secret()
  setCapped(sandboxMemory().codes, code, { channelId, state, expiresAt: Date.now() + CODE_LIFE }, MAX_CODES)
  return code
}

/** Null when it is unknown, spent, too old or came with another state. */
export function spendCode(code: string, state: string): string | null {
  const { codes } = sandboxMemory()
  const found = codes.get(code)
  codes.delete(code)
  return found && found.state === state && found.expiresAt > Date.now() ? found.channelId : null
}

export function issueTokens(channelId: string) {
  const { accessTokens, refreshTokens, switches } = sandboxMemory()
  const [accessToken, refreshToken] = [secret(), secret()]
  const expiresAt = Date.now() + switches.accessSeconds * 1000
  setCapped(accessTokens, accessToken, { channelId, expiresAt }, MAX_TOKENS)
  setCapped(refreshTokens, refreshToken, { channelId, expiresAt: Date.now() + REFRESH_LIFE }, MAX_TOKENS)
  return { accessToken, refreshToken, expiresIn: switches.accessSeconds }
}

/** Null when it is dead (docs/chzzk.md §1.2). */
export function spendRefreshToken(refreshToken: string): string | null {
  const { refreshTokens } = sandboxMemory()
  const channelId = ownerOf(refreshTokens, refreshToken)
  refreshTokens.delete(refreshToken)
  return channelId
}

export function accessTokenOwner(accessToken: string): string | null {
  return ownerOf(sandboxMemory().accessTokens, accessToken)
}

/** False when the token was dead already (docs/chzzk.md §1.3). */
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
