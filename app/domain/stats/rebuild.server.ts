import { db, patientDb } from '~/db/client.server'

const MAX_REBUILD_MS = 600_000
const PARALLEL = 4

/** While Melt goes on, a transaction a channel (docs/ledger.md §2 "Derived tables"). */
export async function rebuildAggregates(): Promise<{ channels: number }> {
  const channels = await db.channel.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  const left = channels.values()
  await Promise.all(Array.from({ length: PARALLEL }, () => rebuildEach(left)))
  return { channels: channels.length }
}

async function rebuildEach(left: Iterable<{ id: string }>) {
  for (const { id } of left) {
    await patientDb().$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 0`
        await tx.$executeRaw`SELECT rebuild_aggregates(${id}::uuid)`
      },
      { timeout: MAX_REBUILD_MS },
    )
  }
}
