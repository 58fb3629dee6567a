import { db, query } from '~/db/client.server'
import { decrypt } from '~/domain/auth/encrypt.server'
import { anyOfSql } from '~/domain/core/keyset'
import { notificationSql } from './list.server'
import { type NotificationRow, type NotificationView, presentNotification } from './presenter'
import { type PushOutcome, toPushOutcome } from './push'
import { type PushAnswer, type PushMessage, sendPush, sendToDiscord } from './send-push.server'

const SPREAD_AT_ONCE = 500
const SENT_AT_ONCE = 20
const LEASE_SECONDS = 60
/** A webhook that is asked on although it is gone or forbidden costs the whole instance its standing with Discord. */
const GONE = new Set([401, 403, 404, 410])

/** What a notice says outside of Melt, where others may read it: nothing that somebody wrote, no amount and nobody but the channel. */
export type Written = { push: Omit<PushMessage, 'tag'>; discord: string }
type Delivering = { write: (notification: NotificationView) => Written; goesOn: () => boolean }
type Delivery = { notificationId: string; targetId: string; isWebhook: boolean; attempts: number }

/**
 * Sends all that is due. A lease gives a delivery to one instance; where one dies between the service's answer and its own commit, the next
 * sends it again under the same topic and tag, which take the first one's place in a browser: nothing is lost. Discord has no such thing. Leans on
 * prisma/functions/notifications.sql.
 */
export async function deliverNotifications({ write, goesOn }: Delivering): Promise<void> {
  while (goesOn() && (await spread()) === SPREAD_AT_ONCE) {}
  for (let leased = SENT_AT_ONCE; goesOn() && leased === SENT_AT_ONCE; ) {
    const deliveries = await leaseDeliveries()
    leased = deliveries.length
    const notifications = await findNotifications(deliveries)
    await Promise.all(deliveries.map((delivery) => deliver(delivery, notifications, write)))
  }
}

/** A due notice becomes a delivery to each of its person's browsers, after their quiet hours, and to the channel's webhook. */
async function spread(): Promise<number> {
  const [moved] = await db.$queryRaw<{ count: number }[]>`
    WITH due AS (
      UPDATE notifications SET deliver_at = NULL WHERE id IN (
        SELECT id FROM notifications WHERE deliver_at <= now() ORDER BY deliver_at LIMIT ${SPREAD_AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id, user_id, channel_id, kind
    ), made AS (
      INSERT INTO notification_deliveries (notification_id, target_id, is_webhook, due_at)
      SELECT due.id, s.id, false, after_quiet_hours(due.user_id, now()) FROM due
      JOIN push_subscriptions s ON s.user_id = due.user_id JOIN sessions l ON l.id = s.session_id AND l.expires_at > now()
      UNION ALL
      SELECT due.id, w.channel_id, true, now() FROM due JOIN channel_webhooks w ON w.channel_id = due.channel_id
      WHERE due.kind IN ('waiting', 'letter')
      ON CONFLICT (notification_id, target_id) DO UPDATE SET due_at = EXCLUDED.due_at, attempts = 0
    )
    SELECT count(*)::int AS count FROM due`
  return moved?.count ?? 0
}

function leaseDeliveries(): Promise<Delivery[]> {
  return db.$queryRaw<Delivery[]>`
    UPDATE notification_deliveries SET due_at = now() + ${LEASE_SECONDS}::int * interval '1 second', attempts = attempts + 1
    WHERE (notification_id, target_id) IN (
      SELECT notification_id, target_id FROM notification_deliveries WHERE due_at <= now()
      ORDER BY due_at LIMIT ${SENT_AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING notification_id AS "notificationId", target_id AS "targetId", is_webhook AS "isWebhook", attempts`
}

const leasedSql = `${notificationSql} WHERE n.id = ${anyOfSql(1, 'uuid[]')}`

async function findNotifications(deliveries: Delivery[]) {
  const ids = deliveries.map(({ notificationId }) => notificationId)
  const rows = ids.length ? await query<NotificationRow>('notifications_leased', leasedSql, [ids]) : []
  return new Map(rows.map((row) => [row.id, presentNotification(row)]))
}

type Found = ReadonlyMap<string, NotificationView>

/** What was read meanwhile is not sent, nor that something waits where nothing does any more. */
async function deliver(delivery: Delivery, notifications: Found, write: Delivering['write']) {
  const notification = notifications.get(delivery.notificationId)
  if (!notification || notification.read || notification.count === 0)
    return finish(delivery, { does: 'arrived' })
  const written = write(notification)
  const answer = delivery.isWebhook
    ? await postToWebhook(delivery.targetId, written.discord)
    : await pushTo(delivery.targetId, { ...written.push, tag: notification.id })
  if (!answer) return finish(delivery, { does: 'arrived' })
  const outcome = toPushOutcome(answer.status, answer.retryAfter, delivery.attempts)
  await finish(delivery, outcome)
}

async function pushTo(id: string, message: PushMessage): Promise<PushAnswer | null> {
  const subscription = await db.pushSubscription.findUnique({ where: { id } })
  return subscription && sendPush(subscription, message)
}

async function postToWebhook(channelId: string, text: string): Promise<PushAnswer | null> {
  const webhook = await db.channelWebhook.findUnique({ where: { channelId } })
  const url = webhook && decrypt(webhook.url, channelId)
  if (!url) return null
  const answer = await sendToDiscord(url, text)
  const last = { lastAt: new Date(), lastStatus: answer.status }
  const isGone = answer.status !== null && GONE.has(answer.status)
  const known = { channelId, url: webhook?.url }
  if (isGone) await db.channelWebhook.deleteMany({ where: known })
  else await db.channelWebhook.updateMany({ where: known, data: last })
  return answer
}

/** Only as whoever leased it last; a browser or webhook that is gone is forgotten, with all that was on its way to it. */
async function finish({ notificationId, targetId, isWebhook, attempts }: Delivery, outcome: PushOutcome) {
  if (outcome.does === 'retry') {
    await db.$executeRaw`
      UPDATE notification_deliveries SET due_at = now() + ${outcome.afterSeconds}::int * interval '1 second'
      WHERE notification_id = ${notificationId}::uuid AND target_id = ${targetId}::uuid AND attempts = ${attempts}`
    return
  }
  await db.notificationDelivery.deleteMany({ where: { notificationId, targetId, attempts } })
  if (outcome.does !== 'gone') return
  await db.notificationDelivery.deleteMany({ where: { targetId } })
  if (!isWebhook) await db.pushSubscription.deleteMany({ where: { id: targetId } })
}
