import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { findHeadProof } from '~/domain/proofs/head.server'
import { formatHeadLeaf } from '~/domain/proofs/leaf'
import { listVkeys } from '~/domain/proofs/log-keys.server'
import { formatProofFile } from '~/domain/proofs/proof-file'
import { exportBareLedger } from '~/domain/stats/export.server'
import { monthOf } from './calendar'
import { fittingRows, getMonthlyReport } from './monthly-report.server'
import { listMonthlyRows, streamMonthlyDonations } from './monthly-rows.server'

export const SAMPLE_ROWS = 10
/** So many are in the printed report; all of them are in its CSV. */
const DIFFERENCES = 100

/** What is signed of a ledger, as files; null where nothing is yet. */
export type BundledProof = { leaf: string; proof: string; keys: string }

export type Bundle = Awaited<ReturnType<typeof openBundle>>

/**
 * What a creator hands over of a month, all of it of one entry of their ledger: whatever comes while it is streamed is in no part of it
 * (GET /creator/settlement/bundle).
 */
export async function openBundle(
  viewer: Viewer,
  { month, names }: { month?: string; names: boolean },
  now = new Date(),
) {
  const { report, of, signed } = await getMonthlyReport(viewer, month ?? monthOf(kstDayOf(now)), now)
  const headProof = signed && (await findHeadProof(signed))
  if (signed && !headProof) throw new Error('hashes of the log are missing below its newest checkpoint')
  const proof: BundledProof | null = headProof && {
    leaf: formatHeadLeaf(signed.leaf),
    proof: formatProofFile(headProof),
    keys: listVkeys(),
  }
  return {
    report,
    sample: (await listMonthlyRows(of, 'until', { limit: SAMPLE_ROWS })).items,
    differences: await listMonthlyRows(of, 'untilDiffering', { limit: DIFFERENCES }),
    names,
    proof,
    rows: () => fittingRows(report, of),
    donations: () => streamMonthlyDonations(of, { names }),
    ledger: () => exportBareLedger(viewer, of.seq),
  }
}
