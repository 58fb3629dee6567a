import type { DonationSignal } from '~/chzzk/donation-event'
import type { Tx } from '~/db/transaction'
import { happenedAt, parseStoredEvent } from './stored-event'

type Row = { id: string; channelId: string; receivedAt: Date; payload: string | null; chzzkChannelId: string }

/** An event that waits to be made something of; `doubtful` where nothing tells it from an equal one just before. */
export type Pending = Pick<Row, 'id' | 'channelId' | 'receivedAt'> & {
  signal: DonationSignal | null
  at: Date
  doubtful: boolean
}

/**
 * The oldest events that wait, locked until the transaction ends; other instances take others, and a channel whose creator
 * is just leaving, which can take minutes, keeps nobody else's waiting.
 */
export async function claimPending(tx: Tx, most: number, only: string | null = null): Promise<Pending[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, e.channel_id AS "channelId", e.received_at AS "receivedAt", e.payload,
      c.chzzk_channel_id AS "chzzkChannelId"
    FROM session_events e JOIN channels c ON c.id = e.channel_id
    WHERE e.processed_at IS NULL AND (${only}::uuid IS NULL OR e.id = ${only}::uuid)
    ORDER BY e.received_at, e.id LIMIT ${most}
    FOR UPDATE OF e SKIP LOCKED FOR KEY SHARE OF c SKIP LOCKED`
  const read = rows.map((row) => ({ ...row, signal: parseStoredEvent(row.payload, row.chzzkChannelId) }))
  const timeless = read.filter(({ signal }) => signal && !signal.sentAtText).map(({ id }) => id)
  const doubtful = new Set(timeless.length > 0 ? await withEqualBefore(tx, timeless) : [])
  return read.map(({ id, channelId, receivedAt, signal }) => ({
    id,
    channelId,
    receivedAt,
    signal,
    at: signal ? happenedAt(signal, receivedAt) : receivedAt,
    doubtful: doubtful.has(id),
  }))
}

/** Events without CHZZK's time that an equal one came before within a minute: once more the same, or another donation? */
async function withEqualBefore(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM session_events e WHERE e.id = ANY (${ids}::uuid[]) AND EXISTS (
      SELECT 1 FROM session_events f WHERE f.channel_id = e.channel_id AND f.payload = e.payload
        AND f.received_at > e.received_at - interval '1 minute' AND (f.received_at, f.id) < (e.received_at, e.id))`
  return rows.map(({ id }) => id)
}
