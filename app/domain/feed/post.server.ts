import type { z } from 'zod'
import { db, lockChannel, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { findReplayed } from '~/domain/core/idempotency.server'
import { wakeJobs } from '~/domain/core/jobs.server'
import { refuse } from '~/domain/core/refusal'
import {
  findMessageByRequest,
  inOwnChannel,
  lockMessage,
  requireReadable,
  writeMessage,
} from '~/domain/messages/write.server'
import type { postInput } from './input'

const MAX_PINNED = 3

/** Its followers learn of it by a job. Leans on prisma/functions/messages.sql. */
export async function createPost(
  viewer: Viewer,
  { content, pinned, requestId = null }: z.infer<typeof postInput>,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  requireReadable(content)
  const post = await db.$transaction(async (tx) => {
    await lockChannel(tx, channelId)
    const earlier = await findReplayed(requestId, {
      find: (requestId) => findMessageByRequest(tx, viewer.id, requestId),
      isSame: (post) => post.type === 'creator_post' && post.content === content,
      because: 'post_already_published',
    })
    if (earlier) return { messageId: earlier.id, replayed: true }
    if (pinned) await requireUnderPinLimit(tx, channelId)
    const post = { channelId, authorId: viewer.id, content, requestId, pinnedAt: pinned ? new Date() : null }
    const written = await writeMessage(tx, { ...post, type: 'creator_post', visibility: 'public' })
    return { messageId: written.id, replayed: false }
  })
  wakeJobs()
  return post
}

/** Leans on prisma/functions/feed.sql. */
export async function pinPost(viewer: Viewer, id: string, pinned: boolean) {
  const channelId = viewer.channel?.id ?? refuse('not_found')
  await db.$transaction(async (tx) => {
    await lockChannel(tx, channelId)
    const own = { ...inOwnChannel(viewer), type: 'creator_post', withdrawnAt: null } as const
    const post = await lockMessage(tx, { id, ...own })
    if (Boolean(post.pinnedAt) === pinned) return
    if (pinned) await requireUnderPinLimit(tx, channelId)
    await tx.message.update({ where: { id }, data: { pinnedAt: pinned ? new Date() : null } })
  })
}

async function requireUnderPinLimit(tx: Tx, channelId: string) {
  const where = { channelId, pinnedAt: { not: null }, content: { not: null }, hiddenAt: null }
  if ((await tx.message.count({ where })) >= MAX_PINNED) {
    refuse('conflict', { because: 'too_many_pinned', params: { max: MAX_PINNED } })
  }
}
