import type { MessageType, NotificationKind } from '#prisma'
import type { Badge } from '~/domain/badges/badge'

export type NotificationRow = {
  id: string
  kind: NotificationKind
  chzzkChannelId: string
  channelName: string
  messageId: string | null
  messageType: MessageType | null
  donationId: string | null
  amount: number | null
  badge: Badge | null
  count: number | null
  createdAt: Date
  readAt: Date | null
}

export type NotificationView = ReturnType<typeof presentNotification>

/** For its person alone: `amount` is of a donation of theirs that is confirmed, `count` how many wait of a kind that waits, to 100. */
export function presentNotification({ createdAt, readAt, ...row }: NotificationRow) {
  return { ...row, createdAt: createdAt.toISOString(), read: readAt !== null }
}
