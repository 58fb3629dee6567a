import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, lockMessage } from '~/domain/messages/append.server'
import { actorOf, mayHide } from './remove.server'

/**
 * Brings back what was hidden, and thereby agrees with an objection to it; once more changes nothing. Refusals:
 * `not_found`, `forbidden` (an admin hid it) (api.md POST /content/:id/restore).
 */
export async function restoreMessage(viewer: Viewer, id: string, reason: string | null = null) {
  await db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, ...mayHide(viewer) })
    if (!message.hiddenAt || message.withdrawnAt) return
    await unhide(tx, viewer, message, reason)
    const settled = { outcome: 'restored', outcomeReason: reason, resolvedById: viewer.id } as const
    await tx.objection.updateMany({
      where: { messageId: id, outcome: null },
      data: { ...settled, resolvedAt: new Date() },
    })
    await audit(tx, viewer, { act: 'message_restored', subjectId: id, reason })
  })
}

/** Whether an admin decided to hide what its creator had hidden before: that one hiding is not the creator's to end. */
async function isKeptByAdmin(tx: Tx, messageId: string, channelId: string, since?: Date) {
  const decided = await tx.report.count({
    where: {
      messageId,
      outcome: 'hidden',
      resolvedAt: { gte: since },
      resolvedBy: { NOT: { channel: { id: channelId } } },
    },
  })
  return decided > 0
}

/** Restores a message that is locked and hidden. Refusal: `forbidden` (an admin hid it, and this is none). */
export async function unhide(
  tx: Tx,
  viewer: Viewer,
  { id, channelId }: { id: string; channelId: string },
  reason: string | null,
) {
  const hiding = await tx.messageEvent.findFirst({
    where: { messageId: id, kind: 'hidden' },
    orderBy: { seq: 'desc' },
  })
  if (hiding?.actorKind !== 'admin' && !(await isKeptByAdmin(tx, id, channelId, hiding?.at))) {
    const actor = await actorOf(tx, viewer, channelId)
    return appendMessageEvent(tx, id, { kind: 'restored', actor, reason })
  }
  if (viewer.role !== 'admin') {
    refuse('forbidden', { because: 'hidden_by_admin' })
  }
  await appendMessageEvent(tx, id, { kind: 'restored', actor: { kind: 'admin', id: viewer.id }, reason })
}
