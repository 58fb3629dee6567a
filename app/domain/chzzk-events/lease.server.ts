import { db } from '~/db/client.server'

/** A lease that nobody renews is free after this; with a look every three seconds an instance that died is replaced within 30 s. */
export const LEASE_SECONDS = 12

/** A channel whose creator wants CHZZK's events: who holds its socket asks with its owner's grant. */
export type WatchedChannel = { channelId: string; ownerId: string }

/** Every channel with a session mode other than `off` whose owner is still here. */
export function listWatchedChannels(): Promise<WatchedChannel[]> {
  return db.$queryRaw<WatchedChannel[]>`
    SELECT c.id AS "channelId", c.owner_id AS "ownerId" FROM channel_settings s JOIN channels c ON c.id = s.channel_id
    WHERE s.session_mode <> 'off' AND c.opened_at IS NOT NULL AND c.owner_id IS NOT NULL ORDER BY c.id`
}

/** Renews what this instance still holds: the channels' ids; what is not among them is lost. */
export async function renewLeases(holderId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    UPDATE session_leases SET held_until = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE holder_id = ${holderId}::uuid AND held_until > now() RETURNING channel_id AS "channelId"`
  return new Set(rows.map(({ channelId }) => channelId))
}

/**
 * Takes leases that nobody holds, or that this instance has without using them, of these channels and at most so many:
 * those it got. A connection that nobody ended died with its instance: it ends when it was heard last, so that no gap is
 * hidden.
 */
export async function acquireLeases(
  holderId: string,
  channelIds: string[],
  most: number,
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    WITH got AS (
      INSERT INTO session_leases (channel_id, holder_id, held_until)
      SELECT w.id, ${holderId}::uuid, now() + ${LEASE_SECONDS} * interval '1 second'
      FROM unnest(${channelIds}::uuid[]) AS w (id) JOIN channels c ON c.id = w.id
      LEFT JOIN session_leases l ON l.channel_id = w.id
      WHERE l.channel_id IS NULL OR l.held_until < now() OR l.holder_id = ${holderId}::uuid ORDER BY w.id LIMIT ${most}
      ON CONFLICT (channel_id) DO UPDATE SET holder_id = EXCLUDED.holder_id, held_until = EXCLUDED.held_until
        WHERE session_leases.held_until < now() OR session_leases.holder_id = EXCLUDED.holder_id
      RETURNING channel_id
    ), died AS (
      UPDATE session_connections c SET ended_at = c.heard_at, "end" = 'died'
      FROM got WHERE c.channel_id = got.channel_id AND c.ended_at IS NULL
    )
    SELECT channel_id AS "channelId" FROM got`
  return new Set(rows.map(({ channelId }) => channelId))
}

/** Gives leases back, so that another instance need not wait for their end. */
export async function releaseLeases(holderId: string, channelIds: string[]): Promise<void> {
  await db.chzzkLease.deleteMany({ where: { holderId, channelId: { in: channelIds } } })
}

/** Keeps why a channel cannot be heard, for its creator to read; null when it can again. */
export async function recordTrouble(channelId: string, failure: string | null): Promise<void> {
  await db.chzzkLease.updateMany({
    where: { channelId },
    data: failure
      ? { failure, failures: { increment: 1 }, failedAt: new Date() }
      : { failure: null, failures: 0, failedAt: null },
  })
}
