import { db } from '~/db/client.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { findLastCosigned } from '~/domain/proofs/cosignatures.server'
import { findDivergence } from '~/domain/proofs/last-signed.server'
import { isSigning } from '~/domain/proofs/log-keys.server'
import { getWitnessState } from '~/domain/proofs/witness-states.server'
import { env } from '~/env.server'
import type { LogState, WitnessLine } from './input'

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
    witnesses: await listWitnesses(newest?.size ?? 0),
  }
}

/** What they cosigned is known to every instance, their failures to the one that asked them. */
async function listWitnesses(newestSize: number): Promise<WitnessLine[]> {
  const lastCosigned = await findLastCosigned()
  return env.witnesses.map((witness) => {
    const { failure, divergence } = getWitnessState(witness)
    const cosigned = lastCosigned.get(witness.vkey)
    return {
      name: witness.key.name,
      cosigned: cosigned ? { size: cosigned.size, at: cosigned.at.toISOString() } : null,
      isUpToDate: cosigned?.size === newestSize,
      divergence: divergence?.divergence ?? null,
      failure: failure && { ...failure, at: failure.at.toISOString() },
    }
  })
}
