import { db } from '~/db/client.server'

/** A lease expires this long after its last renewal; with a tick every three seconds a dead instance is replaced within 30 s. */
export const LEASE_SECONDS = 12

/** A channel whose creator wants CHZZK's events; its owner's grant opens its socket. */
export type WatchedChannel = { channelId: string; ownerId: string }

/** Every open channel whose mode is not `off`. */
export function listWatchedChannels(): Promise<WatchedChannel[]> {
  return db.$queryRaw<WatchedChannel[]>`
    SELECT c.id AS "channelId", c.owner_id AS "ownerId" FROM channel_settings s JOIN channels c ON c.id = s.channel_id
    WHERE s.session_mode <> 'off' AND c.opened_at IS NOT NULL AND c.owner_id IS NOT NULL ORDER BY c.id`
}

/** Renews the leases that this instance still holds: their channels; any other is lost. */
export async function renewLeases(holderId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    UPDATE session_leases SET held_until = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE holder_id = ${holderId}::uuid AND held_until > now() RETURNING channel_id AS "channelId"`
  return new Set(rows.map(({ channelId }) => channelId))
}

/**
 * Acquires free leases of these channels, or those this instance has without using them, up to `limit`: the channels it
 * acquired. An open connection of a dead instance ends at its last heartbeat, so that no gap is hidden.
 */
export async function acquireLeases(
  holderId: string,
  channelIds: string[],
  limit: number,
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    WITH acquired AS (
      INSERT INTO session_leases (channel_id, holder_id, held_until)
      SELECT w.id, ${holderId}::uuid, now() + ${LEASE_SECONDS} * interval '1 second'
      FROM unnest(${channelIds}::uuid[]) AS w (id) JOIN channels c ON c.id = w.id
      LEFT JOIN session_leases l ON l.channel_id = w.id
      WHERE l.channel_id IS NULL OR l.held_until < now() OR l.holder_id = ${holderId}::uuid ORDER BY w.id LIMIT ${limit}
      ON CONFLICT (channel_id) DO UPDATE SET holder_id = EXCLUDED.holder_id, held_until = EXCLUDED.held_until
        WHERE session_leases.held_until < now() OR session_leases.holder_id = EXCLUDED.holder_id
      RETURNING channel_id
    ), died AS (
      UPDATE session_connections c SET ended_at = c.heard_at, "end" = 'died'
      FROM acquired WHERE c.channel_id = acquired.channel_id AND c.ended_at IS NULL
    )
    SELECT channel_id AS "channelId" FROM acquired`
  return new Set(rows.map(({ channelId }) => channelId))
}

/** Releases leases, so that another instance need not wait for them to expire. */
export async function releaseLeases(holderId: string, channelIds: string[]): Promise<void> {
  await db.chzzkLease.deleteMany({ where: { holderId, channelId: { in: channelIds } } })
}

/** Records why a channel's events do not arrive, for its creator to read; null when they do again. */
export async function recordTrouble(channelId: string, failure: string | null): Promise<void> {
  await db.chzzkLease.updateMany({
    where: { channelId },
    data: failure
      ? { failure, failures: { increment: 1 }, failedAt: new Date() }
      : { failure: null, failures: 0, failedAt: null },
  })
}
