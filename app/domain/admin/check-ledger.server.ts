import { db } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { findingLines } from '~/domain/donations/verify/findings'
import { verifyLedger } from '~/domain/donations/verify.server'
import type { LedgerCheck } from './presenter'

const SHOWN_OF_KIND = 20

/**
 * Recomputes the whole ledger now and writes down what was found: `{whole, disagreement, disagreements, counts}`, the
 * first thousand of each kind. Refusal: `not_found` (nobody but admins) (POST /admin/ledger-check).
 */
export async function checkLedger(viewer: Viewer) {
  requireAdmin(viewer)
  const found = await verifyLedger()
  const { disagreement, disagreements, counts } = found
  const reason = disagreement && findingLines(found, SHOWN_OF_KIND).join('\n')
  await audit(db, viewer, { act: 'ledger_checked', reason })
  return { whole: disagreement === null, disagreement, disagreements, counts }
}

/** What the latest check found, null where nobody checked yet: `{at, disagreements}`, counts first, and then some of each kind. */
export async function lastLedgerCheck(): Promise<LedgerCheck | null> {
  const last = await db.auditEntry.findFirst({
    where: { act: 'ledger_checked' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return last && { at: last.at.toISOString(), disagreements: last.reason?.split('\n') ?? [] }
}
