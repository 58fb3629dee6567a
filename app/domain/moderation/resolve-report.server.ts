import type { z } from 'zod'
import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { lockMessage } from '~/domain/messages/append.server'
import type { resolveReportInput } from './input'
import { reportsInReach } from './reach.server'
import { REASON_WORDS } from './reasons'
import { hideMessage } from './remove.server'
import { decideReports } from './settle-reports.server'

/**
 * Decides a report and the others of the same message: hides it, with the report's own reason where none is given, or
 * keeps it: `{id, messageId, outcome}`. Again is the same. Refusals: `not_found` (not theirs to decide), `conflict`
 * (decided otherwise) (api.md POST /reports/:id/resolve).
 */
export async function resolveReport(
  viewer: Viewer,
  id: string,
  { outcome, reason: given }: z.infer<typeof resolveReportInput>,
) {
  const where = { id, ...reportsInReach(viewer) }
  return db.$transaction(async (tx) => {
    const { messageId } = (await tx.report.findFirst({ where })) ?? refuse('not_found')
    const message = await lockMessage(tx, { id: messageId })
    const report = await tx.report.findUniqueOrThrow({ where: { id } })
    if (report.outcome === outcome) return { id, messageId, outcome }
    if (report.outcome) refuse('conflict', { because: 'report_already_resolved' })
    const reason = given ?? (outcome === 'hidden' ? REASON_WORDS[report.reason] : null)
    if (outcome === 'hidden' && !message.hiddenAt && !message.withdrawnAt) {
      await hideMessage(tx, viewer, message, reason)
    }
    await decideReports(tx, viewer, messageId, { outcome, reason })
    const act = outcome === 'hidden' ? 'report_hidden' : 'report_kept'
    await audit(tx, viewer, { act, subjectId: id, reason })
    return { id, messageId, outcome }
  })
}
