import type { z } from 'zod'
import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { lockMessage } from '~/domain/messages/append.server'
import type { resolveObjectionInput } from './input'
import { objectionsInReach } from './reach.server'
import { unhide } from './restore.server'

/**
 * Decides an objection: restores the message, or keeps it hidden: `{id, messageId, outcome}`. Again is the same.
 * Refusals: `not_found` (not theirs to decide), `conflict` (decided otherwise) (api.md POST /objections/:id/resolve).
 */
export async function resolveObjection(
  viewer: Viewer,
  id: string,
  { outcome, reason }: z.infer<typeof resolveObjectionInput>,
) {
  const where = { AND: [{ id }, objectionsInReach(viewer)] }
  return db.$transaction(async (tx) => {
    const { messageId } = (await tx.objection.findFirst({ where })) ?? refuse('not_found')
    const message = await lockMessage(tx, { id: messageId })
    const objection = await tx.objection.findUniqueOrThrow({ where: { id } })
    if (objection.outcome === outcome) return { id, messageId, outcome }
    if (objection.outcome) refuse('conflict', { because: 'objection_already_resolved' })
    if (outcome === 'restored' && message.hiddenAt && !message.withdrawnAt) {
      await unhide(tx, viewer, message, reason)
    }
    const resolved = { outcomeReason: reason, resolvedById: viewer.id, resolvedAt: new Date() }
    await tx.objection.update({ where: { id }, data: { outcome, ...resolved } })
    const act = outcome === 'restored' ? 'objection_restored' : 'objection_kept'
    await audit(tx, viewer, { act, subjectId: id, reason })
    return { id, messageId, outcome }
  })
}
