import { db } from '~/db/client.server'

/** How many events came since this moment of which nothing could be made: each may be income that nobody counts. */
export function countUnreadable(since: Date): Promise<number> {
  return db.chzzkEvent.count({ where: { outcome: 'unreadable', processedAt: { gte: since } } })
}
