import { DISCORD, pushCopy } from '~/copy/ko/notifications'
import type { Written } from '~/domain/notifications/deliver.server'
import type { NotificationView } from '~/domain/notifications/presenter'
import { env } from '~/env.server'
import { paths } from './paths'

const HOUR_SECONDS = 60 * 60
/** What waits is said again when more comes; what happened is sent for days. */
const TTL_SECONDS: Partial<Record<NotificationView['kind'], number>> = {
  waiting: 4 * HOUR_SECONDS,
  letter: 4 * HOUR_SECONDS,
  report: 24 * HOUR_SECONDS,
}

/** A notice as it leaves Melt: no text of anybody, no amount, no name but the channel's. */
export function renderNotification(notification: NotificationView): Written {
  const { id, kind } = notification
  const navigate = `${env.publicUrl}${paths.notification(id)}`
  const ttlSeconds = TTL_SECONDS[kind] ?? 3 * 24 * HOUR_SECONDS
  const body = pushCopy(notification)
  return {
    push: { title: DISCORD.name, body, navigate, ttlSeconds },
    discord: `${body}\n${env.publicUrl}${paths.notificationTarget(notification)}`,
  }
}

/** By which somebody sees that notices reach them. */
export const testNotice = () => ({
  title: DISCORD.name,
  body: DISCORD.test,
  navigate: `${env.publicUrl}${paths.notifications}`,
  tag: 'test',
  ttlSeconds: HOUR_SECONDS,
})
