import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { ofOwnChannel } from './find.server'
import { withLikelyDoubles } from './find-doubles.server'
import { presentDonations, withPeople } from './presenter.server'

/** The waiting donations among those a creator ticked, oldest first; what is not theirs or not waiting is left out. */
export async function findChosen(viewer: Viewer, ids: string[]) {
  const chosen = await db.donation.findMany({
    where: { id: { in: ids }, status: 'OCCURRED', ...ofOwnChannel(viewer) },
    include: withPeople,
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  })
  return withLikelyDoubles(await presentDonations(chosen, { readerOf: () => 'creator' }))
}
