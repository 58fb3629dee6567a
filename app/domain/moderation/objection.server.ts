import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { checkText, lockMessage } from '~/domain/messages/write.server'

/** One objection to each hiding (POST /content/:id/objection). Leans on prisma/functions/moderation.sql. */
export async function createObjection(viewer: Viewer, id: string, text: string) {
  const message = await db.message.findFirst({
    where: { id, authorId: viewer.id },
    select: { channelId: true },
  })
  if (!message) refuse('not_found')
  await checkText(message.channelId, text)
  return db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, authorId: viewer.id })
    if (!message.hiddenAt || message.withdrawnAt) {
      refuse('illegal_transition', { because: 'not_hidden' })
    }
    const { seq } = await tx.messageEvent.findFirstOrThrow({
      where: { messageId: id, kind: 'hidden' },
      orderBy: { seq: 'desc' },
    })
    const hiding = { messageId: id, hiddenSeq: seq }
    const earlier = replayOf(
      await tx.objection.findUnique({ where: { messageId_hiddenSeq: hiding } }),
      (objection) => objection.text === text,
      'already_objected',
    )
    if (earlier) return { objectionId: earlier.id, replayed: true }
    const objection = await tx.objection.create({
      data: { ...hiding, channelId: message.channelId, authorId: viewer.id, text },
    })
    return { objectionId: objection.id, replayed: false }
  })
}
