import { query as ask, db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getNotificationPreferences } from '~/domain/notifications/preferences.server'
import { afterKey, inOrder, type Key, keysBehind } from './collect-activity.server'

const keysSql = keysBehind('notifications WHERE user_id = $1', 'created_at')

export async function* collectNotifications({ id: userId }: Viewer) {
  const include = { channel: { select: { chzzkChannelId: true } } }
  for await (const { channel, ...notification } of inOrder(
    (after, limit) => ask<Key>('export_notifications', keysSql, afterKey(userId, after, limit)),
    (id) => db.notification.findMany({ where: { id }, include }),
  )) {
    const { kind, messageId, donationId, createdAt, readAt } = notification
    const at = { createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null }
    yield { kind, ...channel, messageId, donationId, ...at }
  }
}

export async function* collectNotificationPreferences(viewer: Viewer) {
  yield await getNotificationPreferences(viewer)
}
