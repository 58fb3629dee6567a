import { randomUUID } from 'node:crypto'
import { pool } from '~/db/pool.server'
import { hashEntry, toEntryColumns } from '~/domain/donations/entry'

const AT_ONCE = 5_000

/** So many entries more in a channel's ledger, each of a donation that is nowhere else: what makes a ledger long, and nothing besides. */
export async function lengthenLedger(channelId: string, count: number) {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ seq: number; hash: string }>(
      'SELECT seq, hash FROM ledger_heads WHERE channel_id = $1',
      [channelId],
    )
    let head = rows[0] ?? { seq: 0, hash: '0'.repeat(64) }
    await client.query('SET session_replication_role = replica')
    for (let left = count; left > 0; left -= AT_ONCE) {
      const entries = Array.from({ length: Math.min(left, AT_ONCE) }, () => {
        const entry = entryBehind(channelId, head)
        head = { seq: entry.seq, hash: entry.hash }
        return toEntryColumns(entry)
      })
      await client.query(
        'INSERT INTO donation_entries SELECT * FROM jsonb_populate_recordset(NULL::donation_entries, $1)',
        [JSON.stringify(entries)],
      )
    }
    await client.query('UPDATE ledger_heads SET seq = $2, hash = $3 WHERE channel_id = $1', [
      channelId,
      head.seq,
      head.hash,
    ])
    await client.query('ANALYZE donation_entries')
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

function entryBehind(channelId: string, head: { seq: number; hash: string }) {
  const content = {
    form: 2,
    channelId,
    seq: head.seq + 1,
    donationId: randomUUID(),
    from: null,
    to: 'OCCURRED' as const,
    amountDelta: 0,
    actorKind: 'session' as const,
    actorId: null,
    reason: null,
    reasonSalt: null,
    reasonDigest: null,
    at: new Date(),
    prevHash: head.hash,
  }
  return { ...content, hash: hashEntry(content) }
}
