import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelView } from './view.server'

/**
 * Opens a person's own channel on Melt, which makes them a creator: `{channel, again}`, `again` when it was open before
 * (api.md POST /creator/channel). Everybody on CHZZK owns the channel of their own id (chzzk.md §3.1).
 */
export async function openChannel(viewer: Viewer) {
  return db.$transaction(async (tx) => {
    const before = await tx.channel.findUnique({ where: { chzzkChannelId: viewer.chzzkUserId } })
    if (before?.openedAt && before.ownerId === viewer.id)
      return { channel: channelView(before, false), again: true }
    const opening = { name: viewer.displayName, ownerId: viewer.id, openedAt: new Date() }
    const channel = await tx.channel.upsert({
      where: { chzzkChannelId: viewer.chzzkUserId },
      create: { chzzkChannelId: viewer.chzzkUserId, ...opening },
      update: opening,
    })
    await tx.user.updateMany({ where: { id: viewer.id, role: 'viewer' }, data: { role: 'creator' } })
    return { channel: channelView(channel, false), again: false }
  })
}
