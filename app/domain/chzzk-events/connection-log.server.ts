import type { ChzzkConnectionEnd } from '#prisma'
import { db, newId } from '~/db/client.server'

/**
 * Begins a channel's connection: its id. One before it of the same instance, whose end could not be written, ends when it
 * was heard last.
 */
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

/** From then on nothing is missed. */
export async function markSubscribed(id: string, subscribedAt: Date) {
  await db.chzzkConnection.updateMany({
    where: { id, endedAt: null },
    data: { subscribedAt, heardAt: subscribedAt },
  })
}

/** Keeps when these connections were heard last: an instance that dies tells so by nothing else. */
export async function markHeard(connections: { id: string; heardAt: Date }[]) {
  if (connections.length === 0) return
  await db.$executeRaw`
    UPDATE session_connections c SET heard_at = told.heard_at
    FROM unnest(${connections.map(({ id }) => id)}::uuid[], ${connections.map(({ heardAt }) => heardAt)}::timestamptz[])
      AS told (id, heard_at)
    WHERE c.id = told.id AND c.ended_at IS NULL`
}

/**
 * Ends a connection at this time; one that broke or fell silent when it was heard last, and one whose lease was lost when
 * that was last kept: what its process read since may have come long before, in its sleep.
 */
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
