import type { Badge } from '~/domain/badges/badge'

/** Somebody whom a creator put first, for that creator alone (GET /creator/vips). */
export type Vip = {
  chzzkUserId: string
  displayName: string
  badge: Badge | null
  note: string | null
  createdAt: string
}

/** Whether a person is a VIP of a channel, for its creator alone. */
export const vipSql = (channel: string, person: string) =>
  `EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = ${channel} AND v.user_id = ${person})`
