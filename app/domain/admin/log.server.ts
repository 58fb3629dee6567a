import { db } from '~/db/client.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { findDivergence } from '~/domain/proofs/last-signed.server'
import { isSigning } from '~/domain/proofs/log-keys.server'
import type { LogState } from './input'

/** What is signed of the ledgers, and whether this database continues it; `unknown` where the store of files does not answer. */
export async function getLogState(viewer: Viewer): Promise<LogState> {
  requireAdmin(viewer)
  const newest = await db.logCheckpoint.findFirst({
    orderBy: { size: 'desc' },
    select: { size: true, at: true },
  })
  return {
    isSigning,
    newest: newest && { size: newest.size, at: newest.at.toISOString() },
    divergence: await findDivergence().then(
      (diverged) => diverged?.divergence ?? null,
      () => 'unknown' as const,
    ),
  }
}
