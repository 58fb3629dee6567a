import type { ChzzkConnectionEnd } from '#prisma'
import { db, newId } from '~/db/client.server'

/** With a tick every three seconds a dead instance is replaced within 30 s. */
export const LEASE_SECONDS = 12

export type WatchedChannel = { channelId: string; ownerId: string }

export function listWatchedChannels(): Promise<WatchedChannel[]> {
  return db.$queryRaw<WatchedChannel[]>`
    SELECT c.id AS "channelId", c.owner_id AS "ownerId" FROM channel_settings s JOIN channels c ON c.id = s.channel_id
    WHERE s.session_mode <> 'off' AND c.opened_at IS NOT NULL AND c.owner_id IS NOT NULL ORDER BY c.id`
}

export async function renewLeases(holderId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ channelId: string }[]>`
    UPDATE session_leases SET held_until = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE holder_id = ${holderId}::uuid AND held_until > now() RETURNING channel_id AS "channelId"`
  return new Set(rows.map(({ channelId }) => channelId))
}

/** An open connection of a dead instance ends at its last heartbeat, so that no gap is hidden. */
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

export async function releaseLeases(holderId: string, channelIds: string[]): Promise<void> {
  await db.chzzkLease.deleteMany({ where: { holderId, channelId: { in: channelIds } } })
}

export async function recordTrouble(channelId: string, failure: string | null): Promise<void> {
  await db.chzzkLease.updateMany({
    where: { channelId },
    data: failure
      ? { failure, failures: { increment: 1 }, failedAt: new Date() }
      : { failure: null, failures: 0, failedAt: null },
  })
}

/** One before it of the same instance, whose end could not be written, ends when it was heard last. */
export async function beginConnection(channelId: string, holderId: string): Promise<string> {
  const id = newId()
  const now = new Date()
  await db.$transaction([
    db.$executeRaw`
      UPDATE session_connections SET ended_at = heard_at, "end" = 'died'
      WHERE channel_id = ${channelId}::uuid AND holder_id = ${holderId}::uuid AND ended_at IS NULL`,
    db.chzzkConnection.create({ data: { id, channelId, holderId, connectedAt: now, heardAt: now } }),
  ])
  return id
}

export async function markSubscribed(id: string, subscribedAt: Date) {
  await db.chzzkConnection.updateMany({
    where: { id, endedAt: null },
    data: { subscribedAt, heardAt: subscribedAt },
  })
}

/** An instance that dies leaves nothing else of when it was heard last. */
export async function recordHeartbeats(connections: { id: string; heardAt: Date }[]) {
  if (connections.length === 0) return
  await db.$executeRaw`
    UPDATE session_connections c SET heard_at = heartbeat.heard_at
    FROM unnest(${connections.map(({ id }) => id)}::uuid[], ${connections.map(({ heardAt }) => heardAt)}::timestamptz[])
      AS heartbeat (id, heard_at)
    WHERE c.id = heartbeat.id AND c.ended_at IS NULL`
}

/** Where the lease was lost it ends at the kept heartbeat: the process may have slept since. */
export async function endConnection(
  id: string,
  end: ChzzkConnectionEnd,
  { at, heardAt }: { at: Date; heardAt: Date },
) {
  const endedAt = end === 'silent' || end === 'lost' ? heardAt : at
  await db.$executeRaw`
    UPDATE session_connections SET "end" = ${end}::session_end,
      ended_at = CASE WHEN ${end} = 'lease_lost' THEN heard_at ELSE ${endedAt} END,
      heard_at = CASE WHEN ${end} = 'lease_lost' THEN heard_at ELSE ${heardAt} END
    WHERE id = ${id}::uuid AND ended_at IS NULL`
}
