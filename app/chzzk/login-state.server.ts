import { createHmac, timingSafeEqual } from 'node:crypto'
import { generateState } from 'arctic'
import { env } from '~/env.server'

/** How long a person may take on CHZZK's consent page. */
export const STATE_SECONDS = 600
const MAX_SPENT = 10_000

const memory = globalThis as typeof globalThis & { meltSpentStates?: Map<string, number> }

/** Out: a new login state, `random.issuedAt.signature`: 256 random bits, the time and our mark over both. */
export function issueState(): string {
  const claim = `${generateState()}.${Date.now().toString(36)}`
  return `${claim}.${sign(claim, env.sessionSecrets[0])}`
}

/** Whether this state was issued by this Melt within the last ten minutes. */
export function isFreshState(state: string): boolean {
  const [random, issuedAt, signature, ...rest] = state.split('.')
  if (!random || !issuedAt || !signature || rest.length > 0) return false
  const isSigned = env.sessionSecrets.some((secret) =>
    isSame(signature, sign(`${random}.${issuedAt}`, secret)),
  )
  return isSigned && Date.now() - Number.parseInt(issuedAt, 36) < STATE_SECONDS * 1000
}

/**
 * Marks a state as used. Out: false when it was used before. This process remembers the last 10,000 for as long
 * as they would be fresh; across processes the single-use code at CHZZK stands guard.
 */
export function spendState(state: string): boolean {
  memory.meltSpentStates ??= new Map()
  const spent = memory.meltSpentStates
  if (spent.has(state)) return false
  spent.set(state, Date.now())
  for (const [old, at] of spent) {
    if (spent.size <= MAX_SPENT && Date.now() - at < STATE_SECONDS * 1000) break
    spent.delete(old)
  }
  return true
}

function sign(claim: string, secret: string): string {
  return createHmac('sha256', secret).update(`login state ${claim}`).digest('base64url').slice(0, 22)
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Every login attempt keeps its state in a cookie of its own, `melt_oauth:<uuid>`, so tabs do not disturb each other. */
export const stateCookie = {
  name: `${env.cookiePrefix}melt_oauth`,
  path: '/',
  httpOnly: true as const,
  sameSite: 'Lax' as const,
  ...(env.secureCookies && { secure: true as const }),
  maxAge: STATE_SECONDS,
}

const MAX_ATTEMPTS = 5
const NAME = new RegExp(`^${stateCookie.name}:[0-9a-f-]{36}$`)

/** In: a callback. Out: `Set-Cookie` headers that end the attempt its state belongs to; other tabs keep theirs. */
export function endAttempt(request: Request): Headers {
  const state = new URL(request.url).searchParams.get('state')
  const own = attempts(request).filter(
    ({ value }) => state && new URLSearchParams(value).get('state') === state,
  )
  return expire(own.map(({ name }) => name))
}

/** In: the start of a login. Out: `Set-Cookie` headers that end the oldest attempts, so that at most five remain. */
export function endOldestAttempts(request: Request): Headers {
  const names = attempts(request).map(({ name }) => name)
  return expire(names.slice(0, Math.max(0, names.length - (MAX_ATTEMPTS - 1))))
}

function attempts(request: Request) {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs
    .map((pair) => ({ name: pair.split('=', 1)[0] ?? '', value: pair.slice(pair.indexOf('=') + 1) }))
    .filter(({ name }) => NAME.test(name))
}

function expire(names: string[]): Headers {
  const headers = new Headers()
  const secure = env.secureCookies
  for (const name of names) {
    const cookie = `${name}=; Max-Age=0; Path=${stateCookie.path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
    headers.append('Set-Cookie', cookie)
  }
  return headers
}

/** The one address registered with CHZZK for logins (docs/chzzk.md §1.1: one per app [1]). */
export const redirectUri = `${env.publicUrl}/auth/chzzk/callback`
