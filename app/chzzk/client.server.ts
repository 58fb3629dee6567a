import { env } from '~/env.server'
import {
  type ChzzkChannel,
  type ChzzkLive,
  type ChzzkMe,
  channelsReply,
  livesReply,
  meReply,
} from './replies'
import { requestChzzk } from './request.server'

const clientHeaders = { 'Client-Id': env.chzzk.clientId, 'Client-Secret': env.chzzk.clientSecret }

/** The most channels CHZZK looks up in one question (docs/chzzk.md §3.2 [DOC]). */
export const MAX_CHANNELS_PER_LOOKUP = 20

/**
 * In: a user's access token. Out: whose it is, `{channelId, channelName}`. Throws ChzzkError `grant_gone` when
 * the token is dead or its scope 유저 조회 is missing. Source: docs/chzzk.md §3.1 [LIVE 3].
 */
export function fetchMe(accessToken: string): Promise<ChzzkMe> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  return requestChzzk(
    { at: 'users/me', presented: 'grant', method: 'GET', path: '/open/v1/users/me', headers },
    meReply,
  )
}

/**
 * In: at most 20 channel ids. Out: those CHZZK knows, `followerCount` 0 where it does not say; unknown ids are
 * missing from the answer. Throws RangeError for more than 20, ChzzkError otherwise. Source: docs/chzzk.md §3.2.
 */
export async function fetchChannels(ids: readonly string[]): Promise<ChzzkChannel[]> {
  if (ids.length > MAX_CHANNELS_PER_LOOKUP) throw new RangeError('CHZZK looks up at most 20 channels at once')
  if (ids.length === 0) return []
  const path = `/open/v1/channels?channelIds=${ids.map(encodeURIComponent).join(',')}`
  const headers = clientHeaders
  return (
    await requestChzzk({ at: 'channels', presented: 'client', method: 'GET', path, headers }, channelsReply)
  ).data
}

/**
 * In: the `next` of the page before, or nothing for the first. Out: up to 20 broadcasts on air, most viewers
 * first, and `next: null` after the last page. Throws ChzzkError. Source: docs/chzzk.md §3.4, captured.
 */
export async function fetchLivesPage(next?: string): Promise<{ lives: ChzzkLive[]; next: string | null }> {
  const query = new URLSearchParams({ size: '20', ...(next && { next }) })
  const path = `/open/v1/lives?${query}`
  const headers = clientHeaders
  const reply = await requestChzzk(
    { at: 'lives', presented: 'client', method: 'GET', path, headers },
    livesReply,
  )
  return { lives: reply.data, next: reply.page.next }
}
