import { db, type Tx } from '~/db/client.server'
import type { Batch } from '~/domain/core/jobs.server'

const DAYS_KEPT = 90
const DELETED_AT_ONCE = 5_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** A post is announced to its channel's followers, so many in a transaction, and taken back from them when it is gone. Leans on prisma/functions/notifications.sql. */
export const announcePost: Batch = async (tx, { subjectId: id, state }, limit) => {
  if (state.ends) {
    const count = await takeBack(tx, id, limit)
    return { count, state: count < limit ? null : state }
  }
  const { count, last } = await announce(
    tx,
    id,
    typeof state.after === 'string' ? state.after : FIRST_ID,
    limit,
  )
  return { count, state: count < limit || last === null ? null : { ...state, after: last } }
}

async function announce(tx: Tx, id: string, after: string, limit: number) {
  const [reached] = await tx.$queryRaw<{ count: number; last: string | null }[]>`
    WITH post AS (
      SELECT channel_id, author_id FROM messages WHERE id = ${id}::uuid AND withdrawn_at IS NULL AND hidden_at IS NULL
    ), next AS MATERIALIZED (
      SELECT f.user_id FROM follows f WHERE f.channel_id = (SELECT channel_id FROM post) AND f.user_id > ${after}::uuid
      ORDER BY f.user_id LIMIT ${limit}
    ), written AS (
      INSERT INTO notifications (id, user_id, kind, channel_id, cause, message_id, deliver_at)
      SELECT uuid_v7(), user_id, 'post', channel_id, 'post ' || ${id}::text, ${id}::uuid, notification_leaves_at(user_id, 'post', channel_id)
      FROM next CROSS JOIN post
      WHERE user_id <> author_id AND wants_notification(user_id, 'post', channel_id)
        AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.channel_id = post.channel_id AND b.user_id = next.user_id)
      ON CONFLICT DO NOTHING
    )
    SELECT count(*)::int AS count, (SELECT user_id FROM next ORDER BY user_id DESC LIMIT 1) AS last FROM next`
  return reached ?? { count: 0, last: null }
}

function takeBack(tx: Tx, id: string, limit: number) {
  return tx.$executeRaw`
    DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE message_id = ${id}::uuid LIMIT ${limit})`
}

/** Those of more than 90 days. */
export async function deleteOldNotifications() {
  for (let count = DELETED_AT_ONCE; count === DELETED_AT_ONCE; )
    count = await db.$executeRaw`
      DELETE FROM notifications WHERE id IN (
        SELECT id FROM notifications WHERE created_at < now() - ${DAYS_KEPT}::int * interval '1 day' ORDER BY created_at LIMIT ${DELETED_AT_ONCE})`
}
