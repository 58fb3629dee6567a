import type { z } from 'zod'
import { db } from '~/db/client.server'
import { lockUser } from '~/db/locks.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { findOpenChannel } from '~/domain/channels/find.server'
import { findReplayed } from '~/domain/core/idempotency.server'
import { findMessageByRequest, writeMessage } from '~/domain/messages/append.server'
import { checkText } from '~/domain/messages/check-text.server'
import type { letterInput } from './input'
import { letterRefusal } from './may-write.server'

const SAME_WITHIN_MS = 10 * 60 * 1000

type Letter = z.infer<typeof letterInput>

/**
 * Sends a private letter to a creator: `{messageId, replayed}`, `replayed` when the same letter arrived before — by its
 * `requestId`, or the same words with the same leave to RT them within ten minutes. Refusals: `not_found`, `channel_not_open`, `text_refused`, those of
 * `letterRefusal`, `conflict` (the `requestId` of another letter) (api.md POST /messages/dm).
 */
export async function sendLetter(viewer: Viewer, letter: Letter) {
  const channel = await findOpenChannel(letter.chzzkChannelId)
  const { heldBy } = await checkText(channel.id, letter.content)
  const mine = { authorId: viewer.id, channelId: channel.id }
  return db.$transaction(async (tx) => {
    // Each counts those before it, whichever channel they went to.
    await lockUser(tx, viewer.id)
    const same = await findSame(tx, mine, letter)
    if (same) return { messageId: same.id, replayed: true }
    const refusal = await letterRefusal(viewer, channel, tx)
    if (refusal) throw refusal
    const { content, allowRetweet, requestId } = letter
    const written = await writeMessage(
      tx,
      { ...mine, type: 'dm', visibility: 'private', content, allowRetweet, requestId: requestId ?? null },
      { heldBy, authorName: viewer.displayName },
    )
    return { messageId: written.id, replayed: false }
  })
}

type Mine = { authorId: string; channelId: string }

/** The same words with another answer to whether they may be shown are another letter: what the author chose holds. */
async function findSame(tx: Tx, mine: Mine, letter: Letter) {
  const { requestId, content, allowRetweet } = letter
  const replayed = await findReplayed(requestId, {
    find: (requestId) => findMessageByRequest(tx, mine.authorId, requestId),
    isSame: (earlier) =>
      earlier.channelId === mine.channelId &&
      earlier.content === content &&
      earlier.allowRetweet === allowRetweet,
    because: 'letter_already_sent',
  })
  if (replayed) return replayed
  const since = new Date(Date.now() - SAME_WITHIN_MS)
  return tx.message.findFirst({
    where: { ...mine, type: 'dm', content, allowRetweet, createdAt: { gte: since } },
  })
}
