import { db } from '~/db/client.server'
import { processPending } from './process.server'

/**
 * Processes the store again: `{processed, left}`, `left` those that are still unreadable. An event that has its donation
 * keeps it and changes nothing; what could not be read before may be by now (ledger.md §3 "processing again changes nothing").
 */
export async function replayEvents(): Promise<{ processed: number; left: number }> {
  await db.chzzkEvent.updateMany({
    where: { donationId: null, outcome: { in: ['unreadable', 'test'] }, payload: { not: null } },
    data: { outcome: null, processedAt: null },
  })
  const processed = await processPending(() => undefined)
  const left = await db.chzzkEvent.count({ where: { outcome: 'unreadable', payload: { not: null } } })
  return { processed, left }
}
