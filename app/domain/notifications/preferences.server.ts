import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { type muteInput, QUIET_HOURS, type quietInput } from './input'

const MAX_MUTES = 200

/** What they do not want to know of, and when nothing is pushed (GET /notices/preferences). */
export async function getNotificationPreferences({ id: userId }: Viewer) {
  const [mutes, quiet] = await Promise.all([
    db.notificationMute.findMany({
      where: { userId },
      select: { kind: true, channel: { select: { chzzkChannelId: true, name: true } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: MAX_MUTES,
    }),
    db.notificationPreferences.findUnique({
      where: { userId },
      select: { quietFrom: true, quietTo: true },
    }),
  ])
  const muted = mutes.map(({ kind, channel }) => ({
    kind,
    chzzkChannelId: channel?.chzzkChannelId ?? null,
    channelName: channel?.name ?? null,
  }))
  return { muted, ...(quiet ?? QUIET_HOURS) }
}

type Mute = z.infer<typeof muteInput>

/** Refusals: `not_found` of a channel, `conflict` beyond 200 of them. Leans on prisma/functions/notifications.sql. */
export async function muteNotifications({ id: userId }: Viewer, { kind, chzzkChannelId }: Mute) {
  const mute = { userId, kind, channelId: await findChannelId(chzzkChannelId) }
  if ((await db.notificationMute.count({ where: { userId } })) >= MAX_MUTES)
    refuse('conflict', { because: 'too_many_mutes', params: { max: MAX_MUTES } })
  await db.notificationMute.createMany({ data: mute, skipDuplicates: true })
}

/** Refusal: `not_found` of a channel. */
export async function unmuteNotifications({ id: userId }: Viewer, { kind, chzzkChannelId }: Mute) {
  const channelId = await findChannelId(chzzkChannelId)
  await db.notificationMute.deleteMany({ where: { userId, kind, channelId } })
}

async function findChannelId(chzzkChannelId: Mute['chzzkChannelId']) {
  if (!chzzkChannelId) return null
  const channel = await db.channel.findUnique({ where: { chzzkChannelId } })
  return channel?.id ?? refuse('not_found')
}

/** When nothing is pushed (PUT /notices/preferences). */
export async function saveQuietHours({ id: userId }: Viewer, hours: z.infer<typeof quietInput>) {
  await db.notificationPreferences.upsert({
    where: { userId },
    create: { userId, ...hours },
    update: hours,
  })
}
