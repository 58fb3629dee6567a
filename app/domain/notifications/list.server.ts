import type { z } from 'zod'
import { db, query } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, pageSql, runtimeSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { unconfirmedCountOf } from '~/domain/donations/find.server'
import { unreadCountSql } from '~/domain/letters/inbox.server'
import type { pageQuery } from '~/domain/messages/input'
import type { markReadInput } from './input'
import { type NotificationRow, presentNotification } from './presenter'

const MAX_COUNTED = 100

const openReportsSql = (channel: string) => `
  SELECT count(*) FROM (SELECT 1 FROM reports r WHERE r.channel_id = ${channel} AND r.outcome IS NULL AND NOT r.for_admins
    LIMIT ${MAX_COUNTED}) open`

/** What it says is found now: an amount that was corrected since, how many wait by now. */
export const notificationSql = `
  SELECT n.id, n.kind, c.chzzk_channel_id AS "chzzkChannelId", c.name AS "channelName", n.message_id AS "messageId",
    m.type AS "messageType", n.donation_id AS "donationId", CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese END AS amount,
    CASE WHEN n.kind = 'badge' THEN (SELECT to_json(b) FROM badge_of(n.channel_id, n.user_id) b) END AS badge,
    CASE n.kind WHEN 'waiting' THEN ${unconfirmedCountOf('n.channel_id')} WHEN 'letter' THEN (${unreadCountSql('n.channel_id')})
      WHEN 'report' THEN (${openReportsSql('n.channel_id')}) END::int AS count,
    n.created_at AS "createdAt", n.read_at AS "readAt"
  FROM notifications n
  JOIN channels c ON c.id = n.channel_id
  LEFT JOIN messages m ON m.id = n.message_id
  LEFT JOIN donation_events d ON d.id = n.donation_id`

const placesSql = pageSql(
  `SELECT n.created_at, n.id FROM notifications n
  WHERE n.user_id = ${runtimeSql(1, 'uuid')} AND ${keysetBeforeSql('n.created_at', 'n.id', 2)}
  ORDER BY n.created_at DESC, n.id DESC`,
  4,
)
const listSql = `SELECT shown.* FROM (${placesSql}) listed CROSS JOIN LATERAL (${notificationSql} WHERE n.id = listed.id) shown
  ORDER BY listed.created_at DESC, listed.id DESC`

/** How many somebody has not read, to 100. */
export const unreadNotificationsSql = (person: string) =>
  `(SELECT count(*)::int FROM (SELECT 1 FROM notifications n WHERE n.user_id = ${person} AND n.read_at IS NULL LIMIT ${MAX_COUNTED}) unread)`

/** The last first (GET /notices). Leans on prisma/functions/notifications.sql. */
export async function listNotifications(viewer: Viewer, { cursor, limit }: z.infer<typeof pageQuery>) {
  const values = [viewer.id, ...keysetValues(cursor), limit + 1]
  const rows = await query<NotificationRow>('notifications', listSql, values)
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(presentNotification), nextCursor }
}

const ownSql = `${notificationSql} WHERE n.id = $1 AND n.user_id = $2`

/** Marks it read and answers it, so that whoever opens it gets to where it leads. Refusal: `not_found`. */
export async function openNotification({ id: userId }: Viewer, id: string) {
  const [row] = await query<NotificationRow>('notification', ownSql, [id, userId])
  if (!row) refuse('not_found')
  if (row.readAt === null)
    await db.notification.updateMany({ where: { id, userId, readAt: null }, data: { readAt: new Date() } })
  return presentNotification(row)
}

/** All that came until then (POST /notices/read). */
export async function markNotificationsRead(
  { id: userId }: Viewer,
  { until }: z.infer<typeof markReadInput>,
) {
  const before = until ? { createdAt: { lte: new Date(until) } } : {}
  await db.notification.updateMany({
    where: { userId, readAt: null, ...before },
    data: { readAt: new Date() },
  })
}
