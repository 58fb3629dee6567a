import { env } from '~/env.server'
import { channelId as channelIdShape } from '../replies'
import { type DemoPerson, demoPersonList } from './demo-people'
import { sandboxMemory } from './memory.server'

const MAX_GUESTS = 20_000

/** Somebody the sandbox knows: the demo people and whoever logged in with another id. */
export function findPerson(channelId: string): DemoPerson | undefined {
  return sandboxMemory().people.get(channelId)
}

/**
 * In: an id and perhaps a name. Out: that person, made known if new and renamed if a guest's name differs; null
 * when the id is not 32 lower-case hex digits. Demo people keep their names.
 */
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

/** Who logged in last on the sandbox pages with this browser, as CHZZK would remember its own user. */
export function currentPerson(request: Request): DemoPerson | undefined {
  const cookie = request.headers.get('cookie') ?? ''
  const id = new RegExp(`(?:^|;\\s*)${NAME}=([0-9a-f]{32})(?:;|$)`).exec(cookie)?.[1]
  return id === undefined ? undefined : findPerson(id)
}

export function personCookie(channelId: string): string {
  return `${NAME}=${channelId}; Path=/sandbox/chzzk; HttpOnly; SameSite=Lax${env.secureCookies ? '; Secure' : ''}`
}
