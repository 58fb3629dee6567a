import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { InspectedReport } from './presenter'

/**
 * A report with the words it is about, for admins; that they looked is written down before they see anything. Refusal:
 * `not_found` (everybody else, or no such report).
 */
export async function inspectReport(viewer: Viewer, id: string): Promise<InspectedReport> {
  requireAdmin(viewer)
  return db.$transaction(async (tx) => {
    const report = await tx.report.findUnique({
      where: { id },
      include: {
        channel: { select: { name: true } },
        message: {
          include: { author: { select: { displayName: true } }, reports: { orderBy: { createdAt: 'asc' } } },
        },
      },
    })
    if (!report) refuse('not_found')
    await audit(tx, viewer, { act: 'report_read', subjectId: id })
    const { message } = report
    return {
      id,
      messageId: message.id,
      type: message.type,
      isPublic: message.visibility === 'public',
      channelName: report.channel.name,
      authorName: message.author?.displayName ?? ANONYMOUS,
      evidence: report.evidence,
      isHidden: message.hiddenAt !== null,
      isWithdrawn: message.withdrawnAt !== null,
      createdAt: report.createdAt.toISOString(),
      outcome: report.outcome,
      outcomeReason: report.outcomeReason,
      told: message.reports.map(({ id, reason, detail, createdAt }) => ({
        id,
        reason,
        detail,
        createdAt: createdAt.toISOString(),
      })),
    }
  })
}
