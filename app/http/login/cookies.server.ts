import { createCookie } from '@remix-run/node'
import { NEWCOMER_LIFE_SECONDS, SESSION_LIFE_SECONDS } from '~/domain/auth/session.server'
import { env } from '~/env.server'

function hostCookie(name: string, maxAge: number) {
  return createCookie(env.cookiePrefix + name, {
    httpOnly: true,
    sameSite: 'lax',
    secure: env.secureCookies,
    secrets: env.sessionSecrets,
    path: '/',
    maxAge,
  })
}

export const sessionCookie = hostCookie('melt_session', SESSION_LIFE_SECONDS)
export const newcomerCookie = hostCookie('melt_newcomer', NEWCOMER_LIFE_SECONDS)
export const afterLoginCookie = hostCookie('melt_after_login', NEWCOMER_LIFE_SECONDS)
export const resumeCookie = hostCookie('melt_resume', NEWCOMER_LIFE_SECONDS)
export const noticeCookie = hostCookie('melt_notice', 60)

export function expire(cookie: typeof sessionCookie) {
  return cookie.serialize('', { maxAge: 0 })
}

/** What is drawn for it stays in no cache, and nobody finds it by going back. */
export function isPersonal(request: Request) {
  const sent = request.headers.get('Cookie') ?? ''
  return [sessionCookie, newcomerCookie].some(({ name }) => sent.includes(`${name}=`))
}
