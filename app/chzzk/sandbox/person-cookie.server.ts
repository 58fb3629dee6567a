import { env } from '~/env.server'
import type { DemoPerson } from './demo-people'
import { findPerson } from './people.server'

const NAME = `${env.secureCookies ? '__Secure-' : ''}melt_sandbox_person`

/** Who logged in last on the sandbox pages with this browser, as CHZZK would remember its own user. */
export function currentPerson(request: Request): DemoPerson | undefined {
  const cookie = request.headers.get('cookie') ?? ''
  const id = new RegExp(`(?:^|;\\s*)${NAME}=([0-9a-f]{32})(?:;|$)`).exec(cookie)?.[1]
  return id === undefined ? undefined : findPerson(id)
}

export function personCookie(channelId: string): string {
  return `${NAME}=${channelId}; Path=/sandbox/chzzk; HttpOnly; SameSite=Lax${env.secureCookies ? '; Secure' : ''}`
}
