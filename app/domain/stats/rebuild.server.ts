import { db, patientDb, type Tx } from '~/db/client.server'
import { counterDriftSql } from '~/domain/donations/verify/aggregates.server'

const MAX_REBUILD_MS = 600_000
const PARALLEL = 4

/** While Melt goes on, a transaction a channel (docs/ledger.md §2 "Derived tables"). */
export async function rebuildAggregates(): Promise<{ channels: number }> {
  const channels = await db.channel.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  const left = channels.values()
  await Promise.all(Array.from({ length: PARALLEL }, () => rebuildEach(left)))
  for (const statement of OF_EVERYBODY) await rebuild((tx) => tx.$executeRawUnsafe(statement))
  return { channels: channels.length }
}

async function rebuildEach(left: Iterable<{ id: string }>) {
  for (const { id } of left) await rebuild((tx) => tx.$executeRaw`SELECT rebuild_aggregates(${id}::uuid)`)
}

function rebuild(act: (tx: Tx) => Promise<unknown>) {
  return patientDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`
      await act(tx)
    },
    { timeout: MAX_REBUILD_MS },
  )
}

/** Marks of rows, and counters by what they lack: a row and its change become visible together, so none is counted twice. */
const OF_EVERYBODY = [
  `UPDATE donation_intents i SET has_donation = NOT i.has_donation
    WHERE i.has_donation <> EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id)`,
  `UPDATE donation_events d SET has_signal = NOT d.has_signal
    WHERE d.source <> 'session' AND d.has_signal <> EXISTS (SELECT 1 FROM session_events e WHERE e.donation_id = d.id)`,
  `INSERT INTO counter_changes (name, delta) SELECT name, expected - kept FROM (${counterDriftSql}) drift`,
]
