import type { Viewer } from '~/domain/auth/viewer'
import { channelsQuery } from '~/domain/channels/input'
import { searchChannels } from '~/domain/channels/list.server'
import { searchOf } from './address.server'

/** What somebody looks for on a page that finds channels: nothing is asked of the database before they do. */
export async function searchAsked(viewer: Viewer | null, request: Request) {
  const { query } = searchOf(channelsQuery, request)
  return { query, found: query.trim() ? (await searchChannels(viewer, query)).items : null }
}

/** The channels that opened last, for whoever has not looked for one yet. */
export async function newestChannels(viewer: Viewer | null, query: string) {
  return query.trim() ? [] : (await searchChannels(viewer, '')).items
}
