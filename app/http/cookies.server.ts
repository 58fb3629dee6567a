import { createCookie } from '@remix-run/node'
import { NEWCOMER_LIFE_SECONDS } from '~/domain/auth/newcomer.server'
import { SESSION_LIFE_SECONDS } from '~/domain/auth/session.server'
import { env } from '~/env.server'

const kept = {
  httpOnly: true,
  sameSite: 'lax',
  secure: env.secureCookies,
  secrets: env.sessionSecrets,
  path: '/',
} as const

export const sessionCookie = createCookie('melt_session', { ...kept, maxAge: SESSION_LIFE_SECONDS })
export const newcomerCookie = createCookie('melt_newcomer', { ...kept, maxAge: NEWCOMER_LIFE_SECONDS })
export const afterLoginCookie = createCookie('melt_after_login', { ...kept, maxAge: NEWCOMER_LIFE_SECONDS })
export const noticeCookie = createCookie('melt_notice', { ...kept, maxAge: 60 })

/** A Set-Cookie value that takes the cookie away. */
export function expire(cookie: typeof sessionCookie) {
  return cookie.serialize('', { maxAge: 0 })
}
