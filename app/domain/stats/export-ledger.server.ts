import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { streamPages } from '~/domain/core/keyset'
import type { EntryContent } from '~/domain/donations/entry'

type Entry = EntryContent & { hash: string }

/** The fields in the order in which the hash covers them, then the hash itself (`hashEntry`). */
const ledgerSql = `
  SELECT channel_id AS "channelId", seq, donation_id AS "donationId", from_status AS "from", to_status AS "to",
    amount_delta AS "amountDelta", actor_kind AS "actorKind", actor_id AS "actorId", reason, at, prev_hash AS "prevHash", hash
  FROM donation_entries WHERE channel_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`

/**
 * A channel's whole ledger, one JSON line an entry with every field that its hash covers, so that the chain can be verified without Melt.
 * Refusal: `forbidden` (no channel) (api.md GET /creator/export/ledger.ndjson).
 */
export function exportLedger(viewer: Viewer): AsyncGenerator<string> {
  return lines(requireOwnChannel(viewer).id)
}

async function* lines(channelId: string) {
  const read = (after: Entry | null, limit: number) =>
    query<Entry>('export_ledger', ledgerSql, [channelId, after?.seq ?? 0, limit])
  for await (const entries of streamPages(read)) {
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  }
}
