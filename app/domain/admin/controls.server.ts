import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { getAutoConfirmSwitch } from '~/domain/channels/auto-confirm.server'
import { findingLines } from '~/domain/donations/verify/findings'
import { verifyLedger } from '~/domain/donations/verify.server'
import type { AutoConfirm, LedgerCheck } from './input'

const ROW = { id: 1 }

/** What was so already changes nothing and leaves no audit entry (POST /admin/auto-confirm, docs/ledger.md §3). */
export async function switchAutoConfirm(
  viewer: Viewer,
  allowed: boolean,
  now = new Date(),
): Promise<AutoConfirm> {
  requireAdmin(viewer)
  await db.$transaction(async (tx) => {
    const { count } = await tx.instanceSwitches.updateMany({
      where: { ...ROW, autoConfirmStoppedAt: allowed ? { not: null } : null },
      data: { autoConfirmStoppedAt: allowed ? null : now },
    })
    if (count === 1)
      await audit(tx, viewer, { act: allowed ? 'auto_confirm_allowed' : 'auto_confirm_stopped' })
  })
  return getAutoConfirm(viewer)
}

export async function getAutoConfirm(viewer: Viewer): Promise<AutoConfirm> {
  requireAdmin(viewer)
  const { environmentAllows, stoppedAt } = await getAutoConfirmSwitch()
  return {
    allowed: environmentAllows && stoppedAt === null,
    environmentAllows,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  }
}

const SHOWN_OF_KIND = 20

/** Recomputes the whole ledger and records what it found, the first thousand of each kind (POST /admin/ledger-check). */
export async function checkLedger(viewer: Viewer) {
  requireAdmin(viewer)
  const found = await verifyLedger()
  const { disagreement, disagreements, counts } = found
  const reason = disagreement && findingLines(found, SHOWN_OF_KIND).join('\n')
  await audit(db, viewer, { act: 'ledger_checked', reason })
  return { whole: disagreement === null, disagreement, disagreements, counts }
}

/** Counts first, then some of each kind; null where nobody checked yet. */
export async function lastLedgerCheck(): Promise<LedgerCheck | null> {
  const last = await db.auditEntry.findFirst({
    where: { act: 'ledger_checked' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return last && { at: last.at.toISOString(), disagreements: last.reason?.split('\n') ?? [] }
}
