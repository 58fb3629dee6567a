import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findReplayed } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import {
  appendMessageEvent,
  asCreator,
  findMessageByRequest,
  inOwnChannel,
  lockMessage,
  requireReadable,
  writeMessage,
} from '~/domain/messages/write.server'
import type { replyInput } from './input'

type Reply = z.infer<typeof replyInput>

/** For its author alone or for everybody (POST /messages/:id/reply). Leans on prisma/functions/messages.sql. */
export async function replyToMessage(
  viewer: Viewer,
  id: string,
  { content, visibility, requestId = null }: Reply,
) {
  requireReadable(content)
  return db.$transaction(async (tx) => {
    const letter = await lockMessage(tx, { id, ...inOwnChannel(viewer), type: { in: ['dm', 'donation'] } })
    const earlier = await findReplayed(requestId, {
      find: (requestId) => findMessageByRequest(tx, viewer.id, requestId),
      isSame: (reply) =>
        reply.replyToId === id && reply.content === content && reply.visibility === visibility,
      because: 'reply_already_sent',
    })
    if (earlier) return { messageId: earlier.id, replayed: true }
    if (visibility === 'private' && !letter.authorId) {
      refuse('illegal_transition', { because: 'author_unreachable' })
    }
    const actor = asCreator(viewer)
    if (!letter.readAt) await appendMessageEvent(tx, id, { kind: 'read', actor })
    await appendMessageEvent(tx, id, {
      kind: visibility === 'public' ? 'replied_public' : 'replied_private',
      actor,
    })
    const written = await writeMessage(tx, {
      channelId: letter.channelId,
      authorId: viewer.id,
      type: 'creator_reply',
      visibility,
      content,
      replyToId: id,
      requestId,
    })
    return { messageId: written.id, replayed: false }
  })
}
