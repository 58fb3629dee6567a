import { redirect } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { searchChannels } from '~/domain/channels/find.server'
import { channelIdIn, channelsQuery } from '~/domain/channels/input'
import { paths } from '../paths'
import { parseSearch } from '../pipeline/validate.server'

/**
 * What somebody looks for on a page that finds channels: nothing is asked of the database before they do. Whoever pasted
 * a channel's address is led to its page.
 */
export async function searchAsked(
  viewer: Viewer | null,
  request: Request,
  pageOf: (chzzkChannelId: string) => string = paths.channel,
) {
  const { query } = parseSearch(channelsQuery, request)
  if (!query.trim()) return { query, found: null }
  const { items } = await searchChannels(viewer, query)
  const [pasted] = channelIdIn(query) ? items : []
  if (pasted) throw redirect(pageOf(pasted.chzzkChannelId))
  return { query, found: items }
}

/** The channels that opened last, for whoever has not looked for one yet. */
export async function newestChannels(viewer: Viewer | null, query: string) {
  return query.trim() ? [] : (await searchChannels(viewer, '')).items
}
