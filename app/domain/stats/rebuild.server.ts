import { db, patientDb } from '~/db/client.server'

const LONGEST_MS = 600_000
const AT_ONCE = 4

/**
 * Throws the sums of every channel away and adds them up anew from its donations, one channel a transaction and four at once, while Melt goes on:
 * `{channels}`, how many there were (ledger.md §2 "Derived tables").
 */
export async function rebuildAggregates(): Promise<{ channels: number }> {
  const channels = await db.channel.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  const left = channels.values()
  await Promise.all(Array.from({ length: AT_ONCE }, () => rebuildEach(left)))
  return { channels: channels.length }
}

/** Several take from the same channels until none is left. */
async function rebuildEach(left: Iterable<{ id: string }>) {
  for (const { id } of left) {
    await patientDb().$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 0`
        await tx.$executeRaw`SELECT rebuild_sums(${id}::uuid)`
      },
      { timeout: LONGEST_MS },
    )
  }
}
