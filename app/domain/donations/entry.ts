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

/** SHA-256 over an entry's canonical form: a JSON array of its fields in this order, then the hash before it (ledger.md §2). */
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
