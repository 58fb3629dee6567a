import { query } from '~/db/query.server'

/** What is not seen in a list that was read before its channel opened here says nothing about it. */
const ON_AIR = `
  SELECT c.chzzk_channel_id AS id, CASE broadcast_at(c.id, $2)
      WHEN 'live' THEN true
      WHEN 'after_live' THEN CASE WHEN c.opened_at < $2::timestamptz - interval '10 minutes' THEN false END
    END AS "isLive"
  FROM channels c WHERE c.chzzk_channel_id = ANY ($1) AND c.opened_at IS NOT NULL`

type Shown = { chzzkChannelId: string; isLive: boolean | null }

/**
 * The same channels with whether they are on air, as far as the last look at CHZZK's lives list knows: null where the look is
 * older than ten minutes, failed or did not reach the list's end, and for channels that are not open here.
 */
export async function withLive<Channel extends Shown>(
  channels: Channel[],
  now = new Date(),
): Promise<Channel[]> {
  const ids = channels.map(({ chzzkChannelId }) => chzzkChannelId)
  const rows =
    ids.length > 0 ? await query<{ id: string; isLive: boolean | null }>('on_air', ON_AIR, [ids, now]) : []
  const told = new Map(rows.map(({ id, isLive }) => [id, isLive]))
  return channels.map((channel) => ({ ...channel, isLive: told.get(channel.chzzkChannelId) ?? null }))
}

/** The same for one of which only the id is known. */
export async function isOnAir(chzzkChannelId: string): Promise<boolean | null> {
  const [channel] = await withLive([{ chzzkChannelId, isLive: null }])
  return channel?.isLive ?? null
}
