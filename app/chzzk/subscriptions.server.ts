import { z } from 'zod'
import { env } from '~/env.server'
import { ChzzkError } from './errors'
import { requestChzzk } from './request.server'

const sessionReply = z.object({ url: z.url({ protocol: /^(https?|wss?)$/ }) })

const asUser = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` })

/**
 * In: a user's access token. Out: the address of a session socket, good once and for about 30 s. Throws ChzzkError
 * `grant_gone` (dead token, or 후원 조회 is not granted: CHZZK answers both alike), `unavailable` (429: no slot of the
 * three is free; 5xx), and for an address that is not CHZZK's. Source: chzzk.md §4.1, §4.2, §4.6.
 */
export async function requestSocketUrl(accessToken: string): Promise<string> {
  const headers = asUser(accessToken)
  const { url } = await requestChzzk(
    { at: 'sessions', presented: 'grant', method: 'GET', path: '/open/v1/sessions/auth', headers },
    sessionReply,
  )
  if (!isOfChzzk(url)) throw new ChzzkError('unavailable', 'sessions', 'foreign_address')
  return url
}

/**
 * In: the token and a session's key. Asks for the donations of the token's owner; what counts is the SYSTEM message
 * `subscribed`, which may come before this answer. Throws ChzzkError. Source: chzzk.md §4.1 (query, even though POST).
 */
export const subscribeDonations = (accessToken: string, sessionKey: string) =>
  tellSession('subscribe', accessToken, sessionKey)

/** Takes the same back, so that the slot is free at once. Source: chzzk.md §4.6, §8.6. */
export const unsubscribeDonations = (accessToken: string, sessionKey: string) =>
  tellSession('unsubscribe', accessToken, sessionKey)

async function tellSession(what: 'subscribe' | 'unsubscribe', accessToken: string, sessionKey: string) {
  const query = new URLSearchParams({ sessionKey })
  const path = `/open/v1/sessions/events/${what}/donation?${query}`
  const headers = asUser(accessToken)
  await requestChzzk({ at: 'sessions', presented: 'grant', method: 'POST', path, headers }, z.unknown())
}

/** A socket is opened to CHZZK's own hosts only, whatever the answer says: ssioNN.nchat.naver.com beside openapi.chzzk.naver.com. */
function isOfChzzk(address: string) {
  const [session, api] = [new URL(address), new URL(env.chzzk.apiUrl)]
  if (session.hostname === api.hostname) return true
  const family = api.hostname.split('.').slice(-2).join('.')
  return session.protocol !== 'http:' && session.protocol !== 'ws:' && session.hostname.endsWith(`.${family}`)
}
