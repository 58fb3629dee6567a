import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import {
  appendMessageEvent,
  asCreator,
  inOwnChannel,
  lockMessage,
  writeMessage,
} from '~/domain/messages/append.server'
import { requireReadable } from '~/domain/messages/check-text.server'
import type { replyInput } from './input'

type Reply = z.infer<typeof replyInput>

/**
 * Answers a letter or a donation message, for its author alone or for everybody: `{messageId, replayed}`. Refusals:
 * `not_found`, `text_refused`, `illegal_transition` (withdrawn, or nobody could read it), `conflict` (the `requestId` of
 * another reply) (api.md POST /messages/:id/reply).
 */
export async function replyToMessage(
  viewer: Viewer,
  id: string,
  { content, visibility, requestId = null }: Reply,
) {
  requireReadable(content)
  return db.$transaction(async (tx) => {
    const letter = await lockMessage(tx, { id, ...inOwnChannel(viewer), type: { in: ['dm', 'donation'] } })
    const before = requestId
      ? await tx.message.findFirst({ where: { authorId: viewer.id, requestId } })
      : null
    if (before) {
      const same = before.replyToId === id && before.content === content && before.visibility === visibility
      return same
        ? { messageId: before.id, replayed: true }
        : refuse('conflict', { detail: '이미 보낸 답장이에요' })
    }
    if (visibility === 'private' && !letter.authorId) {
      refuse('illegal_transition', { detail: '멜트를 쓰지 않는 분이라 나만 보는 답장은 닿지 않아요' })
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
