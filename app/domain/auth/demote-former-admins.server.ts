import { db } from '~/db/client.server'
import { env } from '~/env.server'

/** Whoever MELT_ADMIN_CHANNEL_IDS no longer names stops being an admin when the process starts, not at their next login. */
export async function demoteFormerAdmins() {
  const former = { role: 'admin' as const, chzzkUserId: { notIn: env.adminChannelIds } }
  await db.user.updateMany({ where: { ...former, channel: { isNot: null } }, data: { role: 'creator' } })
  await db.user.updateMany({ where: former, data: { role: 'viewer' } })
}
