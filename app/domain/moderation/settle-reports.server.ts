import type { ReportOutcome } from '#prisma'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { reportsInReach } from './reach.server'

type Decision = { outcome: ReportOutcome; reason: string | null }

const NO_REASON = '운영정책에 맞지 않는 글이에요'

/**
 * Decides every open report of a message that this person may decide, each reporter being told the same. What is kept
 * leaves no copy of its words behind.
 */
export async function decideReports(
  tx: Tx,
  viewer: Viewer,
  messageId: string,
  { outcome, reason }: Decision,
) {
  await tx.report.updateMany({
    where: { messageId, outcome: null, ...reportsInReach(viewer) },
    data: {
      outcome,
      outcomeReason: outcome === 'hidden' ? (reason ?? NO_REASON) : reason,
      resolvedById: viewer.id,
      resolvedAt: new Date(),
      ...(outcome === 'kept' ? { evidence: null, detail: null } : {}),
    },
  })
}
