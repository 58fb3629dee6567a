import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'

/** Why my donations were rejected or reversed, the last reason of each, by donation id; others' are left out (ledger.md §1). */
export async function closingReasons(viewer: Viewer, donationIds: string[]): Promise<Record<string, string>> {
  if (donationIds.length === 0) return {}
  const entries = await db.donationEntry.findMany({
    where: {
      donationId: { in: donationIds },
      to: { in: ['REJECTED', 'REVERSED'] },
      donation: { donorId: viewer.id },
    },
    orderBy: { seq: 'asc' },
    select: { donationId: true, reason: true },
  })
  return Object.fromEntries(
    entries.flatMap(({ donationId, reason }) => (reason ? [[donationId, reason]] : [])),
  )
}
