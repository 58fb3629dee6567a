import type { z } from 'zod'
import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { DAY_MS } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { lockMessage } from '~/domain/messages/write.server'
import {
  hideLockedMessage,
  objectionsInReach,
  type ReasonCopy,
  reportsInReach,
  resolveOpenReports,
  restoreLockedMessage,
} from './hide.server'
import type { resolveObjectionInput, resolveReportInput } from './input'

/** Answers all open reports of the message (POST /reports/:id/resolve). Leans on prisma/functions/moderation.sql. */
export async function resolveReport(
  viewer: Viewer,
  id: string,
  { outcome, reason: given }: z.infer<typeof resolveReportInput>,
  reasonCopy: ReasonCopy,
) {
  const where = { id, ...reportsInReach(viewer) }
  return db.$transaction(async (tx) => {
    const { messageId } = (await tx.report.findFirst({ where })) ?? refuse('not_found')
    const message = await lockMessage(tx, { id: messageId })
    const report = await tx.report.findUniqueOrThrow({ where: { id } })
    if (report.outcome === outcome) return { id, messageId, outcome }
    if (report.outcome) refuse('conflict', { because: 'report_already_resolved' })
    const reason = given ?? (outcome === 'hidden' ? reasonCopy(report.reason) : null)
    if (outcome === 'hidden' && !message.hiddenAt && !message.withdrawnAt) {
      await hideLockedMessage(tx, viewer, message, reason)
    }
    await resolveOpenReports(tx, viewer, messageId, { outcome, reason })
    const act = outcome === 'hidden' ? 'report_hidden' : 'report_kept'
    await audit(tx, viewer, { act, subjectId: id, reason })
    return { id, messageId, outcome }
  })
}

/** POST /objections/:id/resolve. Leans on prisma/functions/moderation.sql. */
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
      await restoreLockedMessage(tx, viewer, message, reason)
    }
    const resolved = { outcomeReason: reason, resolvedById: viewer.id, resolvedAt: new Date() }
    await tx.objection.update({ where: { id }, data: { outcome, ...resolved } })
    const act = outcome === 'restored' ? 'objection_restored' : 'objection_kept'
    await audit(tx, viewer, { act, subjectId: id, reason })
    return { id, messageId, outcome }
  })
}

const EVIDENCE_LIFE_MS = 90 * DAY_MS

/** 90 days after their decision; that they happened stays. */
export async function eraseOldEvidence(now = new Date()) {
  const resolvedAt = { lt: new Date(now.getTime() - EVIDENCE_LIFE_MS) }
  await db.report.updateMany({
    where: { resolvedAt, OR: [{ evidence: { not: null } }, { detail: { not: null } }] },
    data: { evidence: null, detail: null },
  })
  await db.objection.updateMany({ where: { resolvedAt, text: { not: null } }, data: { text: null } })
}
