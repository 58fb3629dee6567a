import { env } from '~/env.server'
import { STATE_SECONDS } from './state.server'

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
  const mine = attempts(request).filter(
    ({ value }) => state && new URLSearchParams(value).get('state') === state,
  )
  return expire(mine.map(({ name }) => name))
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
