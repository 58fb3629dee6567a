import { redirect } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { searchChannels } from '~/domain/channels/find.server'
import { channelsQuery } from '~/domain/channels/input'
import { channelIdIn } from '~/domain/core/chzzk-id'
import { paths } from '../paths'
import { parseSearch } from '../pipeline/validate.server'

/** Nothing is asked of the database before somebody looks for something; a pasted address leads to its channel. */
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

export async function newestChannels(viewer: Viewer | null, query: string) {
  return query.trim() ? [] : (await searchChannels(viewer, '')).items
}
