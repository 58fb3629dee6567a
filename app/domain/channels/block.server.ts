import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

/**
 * Keeps a person from writing to one's channel and removes it from their favourites; idempotent. Refusals: `not_found`
 * (unknown person), `forbidden` (no channel, or oneself) (POST /block).
 */
export async function blockPerson(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  if (chzzkUserId === viewer.chzzkUserId) refuse('forbidden', { because: 'cannot_block_self' })
  const person = await db.user.findUnique({ where: { chzzkUserId } })
  const userId = person?.id ?? refuse('not_found')
  await db.$transaction([
    db.block.createMany({ data: { channelId, userId }, skipDuplicates: true }),
    db.follow.deleteMany({ where: { channelId, userId } }),
  ])
}

/** Lets a person write again; also where nobody was blocked. Refusal: `forbidden` (no channel). */
export async function unblockPerson(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.block.deleteMany({ where: { channelId, user: { chzzkUserId } } })
}

/** Whom a creator blocked, the latest first: `{items: [{chzzkUserId, displayName, createdAt}]}` (GET /block). */
export async function listBlocks(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const blocks = await db.block.findMany({
    where: { channelId },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'desc' },
  })
  return { items: blocks.map(({ user, createdAt }) => ({ ...user, createdAt: createdAt.toISOString() })) }
}

/** Whether this person may not write to the channel any more. */
export async function isBlocked(userId: string, channelId: string, from: Tx = db) {
  return (await from.block.count({ where: { channelId, userId } })) > 0
}
