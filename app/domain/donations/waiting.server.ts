import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'

/** What waits for this creator: `{count, oldestAt}`, zero for whoever has no channel (product.md §2, the number on the tab). */
export async function getWaiting({ channel }: Viewer) {
  if (!channel) return { count: 0, oldestAt: null }
  const waiting = await db.donation.aggregate({
    where: { channelId: channel.id, status: 'OCCURRED' },
    _count: true,
    _min: { occurredAt: true },
  })
  return { count: waiting._count, oldestAt: waiting._min.occurredAt?.toISOString() ?? null }
}
