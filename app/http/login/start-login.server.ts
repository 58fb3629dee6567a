import { redirect } from '@remix-run/node'
import { beginLogin } from '~/chzzk/login.server'
import { env } from '~/env.server'
import { localPath } from '../paths'
import { isLoopback } from '../pipeline/same-origin.server'
import { afterLoginCookie, expire } from './cookies.server'

/** From 127.0.0.1 by way of localhost, where the state cookie will come back to. */
export async function startLogin(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const ours = new URL(url.pathname + url.search, env.publicUrl)
  if (isElsewhere(url)) return redirect(ours.href)
  return loginFor(request, localPath(url.searchParams.get('redirectTo')))
}

export async function loginFor(request: Request, next: string | null): Promise<Response> {
  const response = await beginLogin(request)
  const cookie = next ? await afterLoginCookie.serialize(next) : await expire(afterLoginCookie)
  response.headers.append('Set-Cookie', cookie)
  return response
}

/** At another name of this machine than CHZZK sends people back to: cookies of here are not there. */
export function isElsewhere(url: URL) {
  const ours = new URL(env.publicUrl)
  return url.host !== ours.host && isLoopback(url) && isLoopback(ours)
}
