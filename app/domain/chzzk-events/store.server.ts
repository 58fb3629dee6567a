import { parseDonationEvent } from '~/chzzk/donation-event'
import { db } from '~/db/client.server'
import { newId } from '~/db/new-id.server'
import { eventKey } from './event-key'
import { asStored } from './stored-event'

/** What a socket brought: the frame's argument as it came, when, over which connection and as its how manieth. */
export type Delivery = {
  channelId: string
  connectionId: string
  ordinal: number
  receivedAt: Date
  payload: unknown
}

/**
 * Stores deliveries before anything is made of them; an event that is stored already counts one more delivery, whichever
 * connection brought it. Again with the same deliveries stores nothing new (ledger.md §3).
 */
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
      ${column((row) => row.count)}::int[], ${column((row) => asStored(row.payload))}::text[])
    ON CONFLICT (channel_id, event_key) DO UPDATE
      SET deliveries = session_events.deliveries + EXCLUDED.deliveries
      WHERE (session_events.connection_id, session_events.ordinal) <> (EXCLUDED.connection_id, EXCLUDED.ordinal)`
}
