import { createHash } from 'node:crypto'
import type { ActorKind, DonationStatus } from '#prisma'

export const NO_ENTRY_HASH = '0'.repeat(64)

export type EntryContent = {
  channelId: string
  seq: number
  donationId: string
  from: DonationStatus | null
  to: DonationStatus
  amountDelta: number
  actorKind: ActorKind
  actorId: string | null
  reason: string | null
  at: Date
  prevHash: string
}
export type Entry = EntryContent & { hash: string }

/** SHA-256 over the canonical form: a JSON array of the fields in this order (docs/ledger.md §2). */
export function hashEntry(entry: EntryContent) {
  const { channelId, seq, donationId, from, to, amountDelta, actorKind, actorId, reason, at, prevHash } =
    entry
  const canonical = [
    channelId,
    seq,
    donationId,
    from,
    to,
    amountDelta,
    actorKind,
    actorId,
    reason,
    at.toISOString(),
    prevHash,
  ]
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex')
}

export const toEntryColumns = (entry: Entry) => ({
  channel_id: entry.channelId,
  seq: entry.seq,
  donation_id: entry.donationId,
  from_status: entry.from,
  to_status: entry.to,
  amount_delta: entry.amountDelta,
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  reason: entry.reason,
  at: entry.at,
  prev_hash: entry.prevHash,
  hash: entry.hash,
})
