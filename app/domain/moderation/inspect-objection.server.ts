import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

/**
 * An objection to what an admin hid, with the hidden words; that they looked is written down before they see anything.
 * Refusal: `not_found` (everybody else, or no such objection).
 */
export async function inspectObjection(viewer: Viewer, id: string) {
  requireAdmin(viewer)
  return db.$transaction(async (tx) => {
    const objection = await tx.objection.findFirst({
      where: { id, forAdmins: true },
      include: {
        author: { select: { displayName: true } },
        channel: { select: { name: true } },
        message: { select: { type: true, content: true } },
        hiding: { select: { reason: true, at: true } },
      },
    })
    if (!objection) refuse('not_found')
    await audit(tx, viewer, { act: 'objection_read', subjectId: id })
    const { author, channel, message, hiding, text, createdAt, outcome, outcomeReason } = objection
    return {
      id,
      type: message.type,
      content: message.content,
      text,
      authorName: author.displayName,
      channelName: channel.name,
      hiddenReason: hiding.reason,
      hiddenAt: hiding.at.toISOString(),
      createdAt: createdAt.toISOString(),
      outcome,
      outcomeReason,
    }
  })
}
