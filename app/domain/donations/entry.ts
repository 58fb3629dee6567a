import { createHash } from 'node:crypto'
import type { ActorKind, DonationStatus, Prisma } from '#prisma'

export type Actor = { kind: ActorKind; id: string | null }

export type NewDonation = Omit<Prisma.DonationUncheckedCreateInput, 'channelId'> & {
  status: 'OCCURRED' | 'CONFIRMED'
}

/** The steps of a donation's life (docs/ledger.md §1); the database holds the same table as a trigger. */
const STEPS: Record<DonationStatus, readonly DonationStatus[]> = {
  PENDING: ['OCCURRED', 'CONFIRMED'],
  OCCURRED: ['CONFIRMED', 'REJECTED'],
  CONFIRMED: ['REVERSED'],
  REJECTED: ['CONFIRMED'],
  REVERSED: ['CONFIRMED'],
}
const INTO_MERGE: readonly DonationStatus[] = ['OCCURRED', 'REVERSED', 'REJECTED']
const OUT_OF_MERGE: readonly DonationStatus[] = ['OCCURRED', 'CONFIRMED', 'REJECTED']

/** Whether a donation may take this step, which merges it into another (`in`), undoes that (`out`), or neither. */
export function isLegalStep(from: DonationStatus, to: DonationStatus, merging: 'in' | 'out' | null = null) {
  if (merging === 'in') return to === 'REJECTED' && INTO_MERGE.includes(from)
  if (merging === 'out') return from === 'REJECTED' && OUT_OF_MERGE.includes(to)
  return STEPS[from].includes(to)
}

/** Every step as "OCCURRED>CONFIRMED", for checks of many entries in SQL. */
export const legalSteps = Object.entries(STEPS).flatMap(([from, all]) => all.map((to) => `${from}>${to}`))
export const stepsIntoMerge = INTO_MERGE.map((from) => `${from}>REJECTED`)
export const stepsOutOfMerge = OUT_OF_MERGE.map((to) => `REJECTED>${to}`)

export function amountDelta(to: DonationStatus, amountCheese: number) {
  if (to === 'CONFIRMED') return amountCheese
  if (to === 'REVERSED') return -amountCheese
  return 0
}

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
