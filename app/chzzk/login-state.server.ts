import { createHmac, timingSafeEqual } from 'node:crypto'
import { generateState } from 'arctic'
import { env } from '~/env.server'

export const STATE_SECONDS = 600
const MAX_SPENT = 10_000

const memory = globalThis as typeof globalThis & { meltSpentStates?: Map<string, number> }

/** `random.issuedAt.signature`: 256 random bits, the time and our mark over both. */
export function issueState(): string {
  const claim = `${generateState()}.${Date.now().toString(36)}`
  return `${claim}.${sign(claim, env.sessionSecrets[0])}`
}

export function isFreshState(state: string): boolean {
  const [random, issuedAt, signature, ...rest] = state.split('.')
  if (!random || !issuedAt || !signature || rest.length > 0) return false
  const isSigned = env.sessionSecrets.some((secret) =>
    isSame(signature, sign(`${random}.${issuedAt}`, secret)),
  )
  return isSigned && Date.now() - Number.parseInt(issuedAt, 36) < STATE_SECONDS * 1000
}

/** False when it was used before in this process; across processes CHZZK's single-use code stands guard. */
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

/** A cookie for each attempt, `melt_oauth:<uuid>`, so that tabs do not disturb each other. */
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

export function endAttempt(request: Request): Headers {
  const state = new URL(request.url).searchParams.get('state')
  const own = attempts(request).filter(
    ({ value }) => state && new URLSearchParams(value).get('state') === state,
  )
  return expire(own.map(({ name }) => name))
}

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

export const redirectUri = `${env.publicUrl}/auth/chzzk/callback`
