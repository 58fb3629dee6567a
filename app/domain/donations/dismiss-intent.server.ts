import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'

/** The fan says that no donation followed, so that nobody asks again. Refusal: `not_found` (not theirs, or used). */
export async function dismissIntent(viewer: Viewer, id: string) {
  const { count } = await db.donationIntent.updateMany({
    where: { id, viewerId: viewer.id, donation: null },
    data: { dismissedAt: new Date() },
  })
  if (count === 0) refuse('not_found')
}
