import { db, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { channelView } from './presenter.server'

/**
 * Opens a person's own channel on Melt, which makes them a creator: `{channel, replayed}`, `replayed` when it was open before
 * (POST /creator/channel). Everybody on CHZZK owns the channel of their own id (docs/chzzk.md §3.1).
 * Leans on prisma/functions/badges.sql.
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

/**
 * Locks one's own open channel until the transaction ends, so that its writers follow one another and none writes into a channel
 * that closes meanwhile; rows that only refer to it do not wait. Refusal: `signed_out` (it is no longer theirs).
 */
export async function lockOwnChannel(tx: Tx, { id, channel }: Viewer) {
  const own = await tx.$queryRaw<object[]>`
    SELECT id FROM channels WHERE id = ${channel?.id}::uuid AND owner_id = ${id}::uuid AND opened_at IS NOT NULL FOR NO KEY UPDATE`
  if (own.length === 0) refuse('signed_out')
}
