import { db } from '~/db/client.server'
import { isRefusedByDatabase } from '~/db/errors.server'
import { DAY_MS } from '~/domain/core/kst'
import { withLedgers } from '~/domain/donations/ledger.server'
import { applyEvents } from './apply.server'
import { lockPendingEvents } from './batch.server'

const BATCH_SIZE = 250
const TIMEOUT_MS = 30_000

export type Report = (eventId: string, error: unknown) => void

/** Each once (docs/ledger.md §3 "processing again changes nothing"). Leans on prisma/functions/chzzk-events.sql. */
export async function processPending(report: Report): Promise<number> {
  let processed = 0
  for (;;) {
    const count = await processBatch().catch((error: unknown) => {
      if (isRefusedByDatabase(error)) return processOneByOne(report)
      throw error
    })
    processed += count
    if (count === 0) return processed
  }
}

function processBatch(only: string | null = null): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const events = await lockPendingEvents(tx, only ? 1 : BATCH_SIZE, only)
      if (events.length === 0) return 0
      const channelIds = [...new Set(events.map(({ channelId }) => channelId))].sort()
      await withLedgers(tx, channelIds, (ledgers) => applyEvents(tx, events, ledgers))
      return events.length
    },
    { timeout: TIMEOUT_MS },
  )
}

/** An event that cannot be processed stops none of the others: it stays, marked and reported. */
async function processOneByOne(report: Report) {
  const waiting = await db.chzzkEvent.findMany({
    where: { processedAt: null },
    select: { id: true },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: BATCH_SIZE,
  })
  for (const { id } of waiting) {
    await processBatch(id).catch(async (error: unknown) => {
      if (!isRefusedByDatabase(error)) throw error
      report(id, error)
      await db.chzzkEvent.updateMany({
        where: { id, processedAt: null },
        data: { outcome: 'unreadable', processedAt: new Date() },
      })
    })
  }
  return waiting.length
}

/** What could not be read before may be by now (docs/ledger.md §3 "processing again changes nothing"). */
export async function replayEvents(): Promise<{ processed: number; left: number }> {
  await db.chzzkEvent.updateMany({
    where: { donationId: null, outcome: { in: ['unreadable', 'test'] }, payload: { not: null } },
    data: { outcome: null, processedAt: null },
  })
  const processed = await processPending(() => undefined)
  const left = await db.chzzkEvent.count({ where: { outcome: 'unreadable', payload: { not: null } } })
  return { processed, left }
}

/** Events of which nothing could be made: each may be income that nobody counts. */
export function countUnreadable(since: Date): Promise<number> {
  return db.chzzkEvent.count({ where: { outcome: 'unreadable', processedAt: { gte: since } } })
}

const KEPT_FOR_MS = 90 * DAY_MS

/** After 90 days; when it came and what became of it stays. Leans on prisma/functions/chzzk-events.sql. */
export async function erasePayloads(now = new Date()) {
  await db.chzzkEvent.updateMany({
    where: { processedAt: { lt: new Date(now.getTime() - KEPT_FOR_MS) }, payload: { not: null } },
    data: { payload: null },
  })
}
