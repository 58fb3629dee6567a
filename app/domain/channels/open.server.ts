import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelView } from './presenter.server'

/**
 * Opens a person's own channel on Melt, which makes them a creator: `{channel, replayed}`, `replayed` when it was open before
 * (api.md POST /creator/channel). Everybody on CHZZK owns the channel of their own id (chzzk.md §3.1).
 */
export async function openChannel(viewer: Viewer) {
  const { id: ownerId, chzzkUserId: chzzkChannelId, displayName: name } = viewer
  const opening = { name, ownerId, openedAt: new Date() }
  const closed = { OR: [{ openedAt: null }, { ownerId: { not: ownerId } }] }
  return db.$transaction(async (tx) => {
    const made = await tx.channel.createMany({ data: { chzzkChannelId, ...opening }, skipDuplicates: true })
    const opened = await tx.channel.updateMany({ where: { chzzkChannelId, ...closed }, data: opening })
    await tx.user.updateMany({ where: { id: ownerId, role: 'viewer' }, data: { role: 'creator' } })
    const channel = await tx.channel.findUniqueOrThrow({ where: { chzzkChannelId } })
    return { channel: channelView(channel, false), replayed: made.count + opened.count === 0 }
  })
}
