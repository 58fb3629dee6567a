import { db } from '~/db/client.server'
import { withLedgers } from '~/domain/donations/ledger.server'
import { applyEvents } from './apply.server'
import { claimPending } from './pending.server'
import { isRefusedByDatabase } from './refused'

const MAX_AT_ONCE = 250
const LONGEST_MS = 30_000

/** Told of an event that the database refuses to make anything of. */
export type Report = (eventId: string, error: unknown) => void

/**
 * Processes what waits in the store until nothing does: how many events. Each is processed once, whoever does it and
 * however often: what became of it is written in the same transaction (ledger.md §3 "processing again changes nothing").
 */
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
      const events = await claimPending(tx, only ? 1 : MAX_AT_ONCE, only)
      if (events.length === 0) return 0
      const channelIds = [...new Set(events.map(({ channelId }) => channelId))].sort()
      await withLedgers(tx, channelIds, (ledgers) => applyEvents(tx, events, ledgers))
      return events.length
    },
    { timeout: LONGEST_MS },
  )
}

/** One event that cannot be processed stops none of the others: it is kept, marked and reported. */
async function processOneByOne(report: Report) {
  const waiting = await db.chzzkEvent.findMany({
    where: { processedAt: null },
    select: { id: true },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: MAX_AT_ONCE,
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
