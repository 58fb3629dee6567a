import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { verifyLedger } from '~/domain/donations/verify.server'
import { refuse } from '~/domain/refusal'
import type { LedgerCheck } from './item'

/**
 * Recomputes the whole ledger now and writes down what was found: `{whole, disagreement}`. Refusal: `not_found`
 * (nobody but admins) (POST /admin/ledger-check).
 */
export async function checkLedger(viewer: Viewer) {
  if (viewer.role !== 'admin') refuse('not_found')
  const { disagreement } = await verifyLedger()
  await audit(db, viewer, { act: 'ledger_checked', reason: disagreement })
  return { whole: disagreement === null, disagreement }
}

/** What the latest check found, null where nobody checked yet: `{at, disagreement}`. */
export async function lastLedgerCheck(): Promise<LedgerCheck | null> {
  const last = await db.auditEntry.findFirst({
    where: { act: 'ledger_checked' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return last && { at: last.at.toISOString(), disagreement: last.reason }
}
