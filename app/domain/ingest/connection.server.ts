import type { SessionEnd } from '#prisma'
import { db } from '~/db/client.server'
import { newId } from '~/db/new-id.server'

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
    db.sessionConnection.create({ data: { id, channelId, holderId, connectedAt: now, heardAt: now } }),
  ])
  return id
}

/** From then on nothing is missed. */
export async function markSubscribed(id: string, subscribedAt: Date) {
  await db.sessionConnection.updateMany({
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

/** Ends a connection at this time; one that fell silent ended when it was heard last. */
export async function endConnection(
  id: string,
  end: SessionEnd,
  { at, heardAt }: { at: Date; heardAt: Date },
) {
  const endedAt = end === 'silent' || end === 'lost' ? heardAt : at
  await db.sessionConnection.updateMany({ where: { id, endedAt: null }, data: { end, endedAt, heardAt } })
}
