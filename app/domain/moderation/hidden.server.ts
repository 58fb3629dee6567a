import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { checkText, lockMessage } from '~/domain/messages/write.server'
import { presentHiddenMessage, presentMyHiddenMessage, withHiding, withHidingAndObjection } from './presenter'

const MAX_SHOWN = 50

export async function listHiddenMessages(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.message.findMany({
    where: { channelId, type: { in: ['dm', 'donation'] }, hiddenAt: { not: null }, withdrawnAt: null },
    include: withHiding,
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: MAX_SHOWN,
  })
  return rows.map(presentHiddenMessage)
}

/** Also one that is shown again, with what became of an objection. */
export async function getMyHiddenMessage(viewer: Viewer, id: string) {
  const hidden = { some: { kind: 'hidden' } } as const
  const row = await db.message.findFirst({
    where: { id, authorId: viewer.id, events: hidden, withdrawnAt: null },
    include: withHidingAndObjection,
  })
  return presentMyHiddenMessage(row ?? refuse('not_found'))
}

export async function listMyHiddenPosts(viewer: Viewer) {
  const rows = await db.message.findMany({
    where: {
      authorId: viewer.id,
      type: { in: ['creator_post', 'creator_reply'] },
      hiddenAt: { not: null },
      withdrawnAt: null,
    },
    include: withHidingAndObjection,
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: MAX_SHOWN,
  })
  return rows.map(presentMyHiddenMessage)
}

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
