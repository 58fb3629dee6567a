import { setTimeout as pause } from 'node:timers/promises'
import { parseDonationEvent } from '~/chzzk/donation-event'
import { db, newId } from '~/db/client.server'
import { eventKey, toStored } from './event'
import { processPending } from './process.server'

const BATCH_SIZE = 500
const MAX_BACKOFF_MS = 5_000

export type Intake = ReturnType<typeof openIntake>
type Trouble = (what: 'not stored' | 'not processed' | 'refused', error: unknown, eventId?: string) => void

/** Stored in batches, with retry and backoff while the database cannot be reached, and then processed. */
export function openIntake(trouble: Trouble) {
  const waiting: Delivery[] = []
  const store = serialize(async () => {
    for (let attempts = 0; waiting.length > 0; ) {
      const batch = waiting.slice(0, BATCH_SIZE)
      try {
        await storeDeliveries(batch)
        waiting.splice(0, batch.length)
        attempts = 0
        process()
      } catch (error) {
        trouble('not stored', error)
        attempts += 1
        await pause(Math.min(MAX_BACKOFF_MS, 100 * 2 ** attempts))
      }
    }
  })
  const process = serialize(async () => {
    try {
      await processPending((eventId, error) => trouble('refused', error, eventId))
    } catch (error) {
      trouble('not processed', error)
    }
  })
  return {
    deliver(delivery: Delivery) {
      waiting.push(delivery)
      store()
    },
    process,
    stored: store,
    /** What came after this does not count as received yet. */
    waitingSince() {
      const since = new Map<string, Date>()
      for (const { connectionId, receivedAt } of waiting) {
        if (!since.has(connectionId)) since.set(connectionId, receivedAt)
      }
      return since
    },
    async drain() {
      await store()
      await process()
    },
  }
}

/** One run at a time: a call during a run is answered by one more run after it. */
function serialize(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null
  const begin = (): Promise<void> => {
    running = run().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (!running) return begin()
    again ??= running.then(() => {
      again = null
      return begin()
    })
    return again
  }
}

type Delivery = {
  channelId: string
  connectionId: string
  ordinal: number
  receivedAt: Date
  payload: unknown
}

/** A stored event counts one more delivery; the same deliveries again change nothing (docs/ledger.md §3). */
export async function storeDeliveries(deliveries: readonly Delivery[]): Promise<void> {
  const events = new Map<string, Delivery & { key: string; count: number }>()
  for (const delivery of deliveries) {
    const key = eventKey(parseDonationEvent(delivery.payload), delivery)
    const place = `${delivery.channelId} ${key}`
    const known = events.get(place)
    if (known) known.count += 1
    else events.set(place, { ...delivery, key, count: 1 })
  }
  const rows = [...events.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read)
  await db.$executeRaw`
    INSERT INTO session_events (id, channel_id, connection_id, ordinal, received_at, event_key, deliveries, payload)
    SELECT * FROM unnest(${column(() => newId())}::uuid[], ${column((row) => row.channelId)}::uuid[],
      ${column((row) => row.connectionId)}::uuid[], ${column((row) => row.ordinal)}::int[],
      ${column((row) => row.receivedAt)}::timestamptz[], ${column((row) => row.key)}::text[],
      ${column((row) => row.count)}::int[], ${column((row) => toStored(row.payload))}::text[])
    ON CONFLICT (channel_id, event_key) DO UPDATE
      SET deliveries = session_events.deliveries + EXCLUDED.deliveries
      WHERE (session_events.connection_id, session_events.ordinal) <> (EXCLUDED.connection_id, EXCLUDED.ordinal)`
}
