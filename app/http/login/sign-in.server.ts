import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { finishLogin } from '~/chzzk/login.server'
import { signIn } from '~/domain/auth/login.server'
import { encryptNewcomer, endSession, findViewer, spendNewcomer } from '~/domain/auth/session.server'
import { refuse } from '~/domain/core/refusal'
import { localPath, paths } from '../paths'
import { findNewcomer, parseSessionToken } from '../pipeline/identify.server'
import { writeNotice } from '../responses/answer.server'
import { log } from '../server/log.server'
import { afterLoginCookie, expire, newcomerCookie, resumeCookie, sessionCookie } from './cookies.server'
import { findSavedFormPage, resume } from './resume.server'

const FORGET = '"storage"'

type Asked = Pick<LoaderFunctionArgs, 'request' | 'context'>

/** Whoever comes in, the session that this browser held until then ends, and nothing of another person stays in it. */
export async function completeLogin({ request, context }: Asked): Promise<Response> {
  const login = await finishLogin(request)
  const { headers } = login
  headers.set('Cache-Control', 'no-store')
  if (login.outcome === 'bad_state') {
    refuse('malformed', { because: 'login_interrupted', headers })
  }
  if (login.outcome === 'unavailable') {
    log.warn({ why: login.error.message }, 'CHZZK let nobody in')
    refuse('chzzk_unavailable', { retryAfterSeconds: 30, headers })
  }
  if (login.outcome === 'refused') {
    headers.append('Set-Cookie', await writeNotice({ text: '로그인하지 않았어요. 언제든 다시 할 수 있어요' }))
    return redirect((await findSavedFormPage(request)) ?? paths.login, { headers })
  }
  const { me, tokens } = login
  const insteadOf = await parseSessionToken(request)
  const before = insteadOf && (await findViewer(insteadOf))
  if (before && before.chzzkUserId !== me.channelId) headers.set('Clear-Site-Data', FORGET)
  await expireNewcomer(request)
  const token = await signIn({ me, tokens, insteadOf })
  if (token) {
    const isAnother = headers.has('Clear-Site-Data')
    const signedIn = await signInAndGoOn({ request, context }, token, { resumes: !isAnother })
    for (const [name, value] of signedIn.headers) headers.append(name, value)
    return redirect(signedIn.to, { headers })
  }
  if (insteadOf) await endSession(insteadOf)
  if (headers.has('Clear-Site-Data')) headers.append('Set-Cookie', await expire(resumeCookie))
  headers.append('Set-Cookie', await expire(sessionCookie))
  headers.append('Set-Cookie', await newcomerCookie.serialize(encryptNewcomer({ ...me, tokens })))
  return redirect(paths.welcome, { headers })
}

export async function expireNewcomer(request: Request) {
  const newcomer = await findNewcomer(request)
  if (newcomer) await spendNewcomer(newcomer)
}

export async function signInAndGoOn({ request, context }: Asked, token: string, { resumes = true } = {}) {
  const headers = await signedInHeaders(token)
  const to = await afterLoginPath(request)
  const resumed = resumes ? await resume({ request, context }, headers, to) : null
  if (!resumes) headers.append('Set-Cookie', await expire(resumeCookie))
  for (const cookie of resumed?.cookies ?? []) headers.append('Set-Cookie', cookie)
  return { to: resumed?.to ?? to, headers, isResumed: resumed !== null }
}

export async function signedInHeaders(token: string): Promise<Headers> {
  const headers = new Headers()
  headers.append('Set-Cookie', await sessionCookie.serialize(token))
  headers.append('Set-Cookie', await expire(newcomerCookie))
  headers.append('Set-Cookie', await expire(afterLoginCookie))
  return headers
}

/** Nothing of whoever logs out or leaves stays in their browser: no cookie, no draft. */
export async function signedOutHeaders(): Promise<Headers> {
  const headers = new Headers({ 'Clear-Site-Data': FORGET })
  for (const cookie of [sessionCookie, newcomerCookie, afterLoginCookie, resumeCookie]) {
    headers.append('Set-Cookie', await expire(cookie))
  }
  return headers
}

export async function afterLoginPath(request: Request) {
  const next: unknown = await afterLoginCookie.parse(request.headers.get('Cookie'))
  return localPath(next) ?? paths.home
}
