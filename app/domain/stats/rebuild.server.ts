import { db } from '~/db/client.server'

const LONGEST_MS = 600_000

/**
 * Throws the sums of every channel away and adds them up anew from its donations, one channel a transaction, while Melt goes on:
 * `{channels}`, how many there were (ledger.md §2 "Derived tables").
 */
export async function rebuildSums(): Promise<{ channels: number }> {
  const channels = await db.channel.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  for (const { id } of channels) {
    await db.$transaction((tx) => tx.$executeRaw`SELECT rebuild_sums(${id}::uuid)`, { timeout: LONGEST_MS })
  }
  return { channels: channels.length }
}
