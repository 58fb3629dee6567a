import type { TypedQuery } from '~/db/query.server'
import { type Entry, hashEntry, NO_ENTRY_HASH } from '../entry'
import type { Findings } from './findings'

const ENTRIES_AT_ONCE = 5_000

type Head = { seq: number; hash: string }

const entriesSql = `
  SELECT channel_id AS "channelId", seq, donation_id AS "donationId", from_status AS "from", to_status AS "to",
    amount_delta AS "amountDelta", actor_kind AS "actorKind", actor_id AS "actorId", reason, at, prev_hash AS "prevHash", hash
  FROM donation_entries WHERE channel_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`

/** A channel's entries one after another: numbers, chain and hashes, and the head they lead to; how many there are. */
export async function verifyChain(query: TypedQuery, channelId: string, findings: Findings): Promise<number> {
  const head: Head = { seq: 0, hash: NO_ENTRY_HASH }
  let count = 0
  for (;;) {
    const entries = await query<Entry>('verified_entries', entriesSql, [channelId, head.seq, ENTRIES_AT_ONCE])
    for (const entry of entries) verifyEntry(entry, head, findings)
    count += entries.length
    if (entries.length < ENTRIES_AT_ONCE) break
  }
  await verifyHead(query, channelId, head, findings)
  return count
}

function verifyEntry(entry: Entry, head: Head, findings: Findings) {
  const at = `channel ${entry.channelId} entry ${entry.seq}`
  if (entry.seq !== head.seq + 1) findings.add('entry number', `${at}: expected number ${head.seq + 1}`)
  else if (entry.prevHash !== head.hash) findings.add('entry chain', `${at}: does not continue the chain`)
  if (hashEntry(entry) !== entry.hash) findings.add('entry hash', `${at}: its hash does not fit its content`)
  head.seq = entry.seq
  head.hash = entry.hash
}

async function verifyHead(query: TypedQuery, channelId: string, expected: Head, findings: Findings) {
  const [actual = { seq: 0, hash: NO_ENTRY_HASH }] = await query<Head>(
    'verified_head',
    'SELECT seq, hash FROM ledger_heads WHERE channel_id = $1',
    [channelId],
  )
  if (actual.seq === expected.seq && actual.hash === expected.hash) return
  const describe = ({ seq, hash }: Head) => `${seq} (${hash.slice(0, 8)})`
  findings.add(
    'ledger head',
    `channel ${channelId}: the head says ${describe(actual)}, the entries say ${describe(expected)}`,
  )
}
