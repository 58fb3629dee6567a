import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { awaitingWords } from './join-signal.server'

/**
 * The fan says that no donation followed, takes a claim out of the queue, or has no words for a donation that CHZZK told
 * of, so that nobody asks again. Refusal:
 * `not_found` (not theirs, or registered).
 */
export async function dismissIntent(viewer: Viewer, id: string) {
  const { count } = await db.donationIntent.updateMany({
    where: { id, viewerId: viewer.id, OR: [{ donation: null }, { donation: awaitingWords }] },
    data: { dismissedAt: new Date(), registeredAt: null },
  })
  if (count === 0) refuse('not_found')
}
