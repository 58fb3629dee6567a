import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { lockMessage } from '~/domain/messages/append.server'
import { checkText } from '~/domain/messages/check-text.server'

/**
 * An author objects to the hiding of their message, once a hiding: `{objectionId, replayed}`. Refusals: `not_found` (not
 * theirs), `text_refused` (nothing to read, a link), `illegal_transition` (it is not hidden), `conflict` (objected in other words
 * before) (api.md POST /content/:id/objection).
 */
export async function objectTo(viewer: Viewer, id: string, text: string) {
  const mine = await db.message.findFirst({ where: { id, authorId: viewer.id }, select: { channelId: true } })
  if (!mine) refuse('not_found')
  await checkText(mine.channelId, text)
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
    const made = await tx.objection.create({
      data: { ...hiding, channelId: message.channelId, authorId: viewer.id, text },
    })
    return { objectionId: made.id, replayed: false }
  })
}
