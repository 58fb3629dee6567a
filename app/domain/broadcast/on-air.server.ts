import { query } from '~/db/client.server'

/** A channel that opened here after the list was read says nothing by missing from it. */
const ON_AIR = `
  SELECT c.chzzk_channel_id AS id, CASE broadcast_at(c.id, $2)
      WHEN 'live' THEN true
      WHEN 'after_live' THEN CASE WHEN c.opened_at < $2::timestamptz - interval '10 minutes' THEN false END
    END AS "isLive"
  FROM channels c WHERE c.chzzk_channel_id = ANY ($1) AND c.opened_at IS NOT NULL`

/**
 * Channels with whether they are on air, as of the last poll of CHZZK's lives list: null where that is older than ten minutes,
 * failed or did not reach the list's end, and for channels that are not open here.
 */
export async function withLive<Channel extends { chzzkChannelId: string }>(
  channels: Channel[],
  now = new Date(),
): Promise<(Channel & { isLive: boolean | null })[]> {
  const ids = channels.map(({ chzzkChannelId }) => chzzkChannelId)
  const rows =
    ids.length > 0 ? await query<{ id: string; isLive: boolean | null }>('on_air', ON_AIR, [ids, now]) : []
  const live = new Map(rows.map(({ id, isLive }) => [id, isLive]))
  return channels.map((channel) => ({ ...channel, isLive: live.get(channel.chzzkChannelId) ?? null }))
}

export async function isOnAir(chzzkChannelId: string): Promise<boolean | null> {
  const [channel] = await withLive([{ chzzkChannelId }])
  return channel?.isLive ?? null
}
