import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
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
      refuse('illegal_transition', { detail: '지금은 숨겨진 글이 아니에요' })
    }
    const { seq } = await tx.messageEvent.findFirstOrThrow({
      where: { messageId: id, kind: 'hidden' },
      orderBy: { seq: 'desc' },
    })
    const hiding = { messageId: id, hiddenSeq: seq }
    const before = await tx.objection.findUnique({ where: { messageId_hiddenSeq: hiding } })
    if (before) {
      return before.text === text
        ? { objectionId: before.id, replayed: true }
        : refuse('conflict', { detail: '이의는 한 번만 남길 수 있어요. 결과를 기다려 주세요' })
    }
    const made = await tx.objection.create({
      data: { ...hiding, channelId: message.channelId, authorId: viewer.id, text },
    })
    return { objectionId: made.id, replayed: false }
  })
}
