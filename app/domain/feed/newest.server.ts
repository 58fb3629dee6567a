import { query } from '~/db/query.server'

const NEWEST = `
  SELECT message_id AS id FROM feed_items WHERE channel_id = $1
  ORDER BY at DESC, message_id DESC LIMIT 1`

/** The id of a feed's first item, by which a page knows whether it missed something; null where nothing is public. */
export async function newestItem(channelId: string): Promise<string | null> {
  const [newest] = await query<{ id: string }>('feed_newest', NEWEST, [channelId])
  return newest?.id ?? null
}
