import { redirect } from '@remix-run/node'
import { beginLogin, finishLogin } from '~/chzzk/login.server'
import { sealNewcomer } from '~/domain/auth/newcomer.server'
import { signIn } from '~/domain/auth/sign-in.server'
import { refuse } from '~/domain/refusal'
import { env } from '~/env.server'
import { afterLoginCookie, expire, newcomerCookie, sessionCookie } from './cookies.server'
import { log } from './log.server'
import { writeNotice } from './notice.server'
import { isLoopback } from './origin.server'
import { localPath, paths } from './paths'

/** To CHZZK's consent page; from 127.0.0.1 by way of localhost, where the state cookie will come back to. */
export async function startLogin(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const ours = new URL(url.pathname + url.search, env.publicUrl)
  if (url.host !== ours.host && isLoopback(url) && isLoopback(ours)) return redirect(ours.href)
  const response = await beginLogin(request)
  const next = localPath(url.searchParams.get('redirectTo'))
  const cookie = next ? await afterLoginCookie.serialize(next) : await expire(afterLoginCookie)
  response.headers.append('Set-Cookie', cookie)
  return response
}

/** Back from CHZZK: a session, the agreement for a newcomer, or a refusal in kind words. */
export async function completeLogin(request: Request): Promise<Response> {
  const login = await finishLogin(request)
  const { headers } = login
  headers.set('Cache-Control', 'no-store')
  if (login.outcome === 'bad_state') {
    refuse('malformed', { detail: '로그인이 끊겼어요. 처음부터 다시 로그인해 주세요', headers })
  }
  if (login.outcome === 'unavailable') {
    log.warn({ why: login.error.message }, 'CHZZK let nobody in')
    refuse('chzzk_unavailable', { retryAfterSeconds: 30, headers })
  }
  if (login.outcome === 'refused') {
    headers.append('Set-Cookie', await writeNotice({ text: '로그인하지 않았어요. 언제든 다시 할 수 있어요' }))
    return redirect(paths.login, { headers })
  }
  const { me, tokens } = login
  const token = await signIn(me, tokens)
  if (!token) {
    headers.append('Set-Cookie', await newcomerCookie.serialize(sealNewcomer({ ...me, tokens })))
    return redirect(paths.welcome, { headers })
  }
  for (const [name, value] of await signedInHeaders(token)) headers.append(name, value)
  return redirect(await afterLoginPath(request), { headers })
}

/** The session's cookie; those of the way there are taken away. */
export async function signedInHeaders(token: string): Promise<Headers> {
  const headers = new Headers()
  headers.append('Set-Cookie', await sessionCookie.serialize(token))
  headers.append('Set-Cookie', await expire(newcomerCookie))
  headers.append('Set-Cookie', await expire(afterLoginCookie))
  return headers
}

/** Whoever logs out leaves no draft to whoever uses the browser next. */
export async function signedOutHeaders(): Promise<Headers> {
  return new Headers({ 'Clear-Site-Data': '"storage"', 'Set-Cookie': await expire(sessionCookie) })
}

/** Nothing of somebody who left stays in their browser: no cookie of theirs, no draft. */
export async function forgottenHeaders(): Promise<Headers> {
  const headers = new Headers({ 'Clear-Site-Data': '"storage"' })
  for (const cookie of [sessionCookie, newcomerCookie, afterLoginCookie]) {
    headers.append('Set-Cookie', await expire(cookie))
  }
  return headers
}

export async function afterLoginPath(request: Request) {
  const next: unknown = await afterLoginCookie.parse(request.headers.get('Cookie'))
  return localPath(next) ?? paths.home
}
