import { randomBytes } from 'node:crypto'
import type { ActorKind, DonationStatus, Prisma } from '#prisma'
import { digestReason, type EntryForm, hashEntryForm, SALT_BYTES } from '~/domain/proofs/entry-form'

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
/** What a statement confirmed waits again once that is undone: it is reversed before. */
const BY_STATEMENT = 'REVERSED>OCCURRED'
const OUT_OF_MERGE: readonly DonationStatus[] = ['OCCURRED', 'CONFIRMED', 'REJECTED']

/** Whether a donation may take this step, which merges it into another (`in`), undoes that (`out`) or a statement (`undo`), or none of these. */
export function isLegalStep(
  from: DonationStatus,
  to: DonationStatus,
  merging: 'in' | 'out' | 'undo' | null = null,
) {
  if (merging === 'undo') return `${from}>${to}` === BY_STATEMENT
  if (merging === 'in') return to === 'REJECTED' && INTO_MERGE.includes(from)
  if (merging === 'out') return from === 'REJECTED' && OUT_OF_MERGE.includes(to)
  return STEPS[from].includes(to)
}

/** Every step as "OCCURRED>CONFIRMED", for checks of many entries in SQL. */
export const legalSteps = Object.entries(STEPS).flatMap(([from, all]) => all.map((to) => `${from}>${to}`))
export const stepsByStatement = [...legalSteps, BY_STATEMENT]
export const stepsIntoMerge = INTO_MERGE.map((from) => `${from}>REJECTED`)
export const stepsOutOfMerge = OUT_OF_MERGE.map((to) => `REJECTED>${to}`)

export function amountDelta(to: DonationStatus, amountCheese: number) {
  if (to === 'CONFIRMED') return amountCheese
  if (to === 'REVERSED') return -amountCheese
  return 0
}

export const NO_ENTRY_HASH = '0'.repeat(64)

/** In form 1 the hash covers the reason itself, which can then never be erased; in form 2 a digest of it. Entries are written in form 2. */
export type EntryContent = {
  form: number
  channelId: string
  seq: number
  donationId: string
  from: DonationStatus | null
  to: DonationStatus
  amountDelta: number
  actorKind: ActorKind
  actorId: string | null
  /** Beside the hash in form 2: the reason and its salt can be erased, the digest stays. */
  reason: string | null
  reasonSalt: string | null
  reasonDigest: string | null
  at: Date
  prevHash: string
}
export type Entry = EntryContent & { hash: string }

/** What the hash of an entry covers, of what the database has of it. */
export const toEntryForm = ({ form, reason, reasonDigest, ...hashed }: EntryContent): EntryForm =>
  form === 1 ? { ...hashed, form: 1, reason } : { ...hashed, form: 2, reasonDigest }

/** SHA-256 over the canonical form (docs/ledger.md §2). */
export const hashEntry = (content: EntryContent) => hashEntryForm(toEntryForm(content))

/** What an entry of form 2 holds of a reason. */
export function withDigest(reason: string | null) {
  if (reason === null) return { reason, reasonSalt: null, reasonDigest: null }
  const reasonSalt = randomBytes(SALT_BYTES).toString('hex')
  return { reason, reasonSalt, reasonDigest: digestReason(reasonSalt, reason) }
}

export const toEntryColumns = (entry: Entry) => ({
  form: entry.form,
  channel_id: entry.channelId,
  seq: entry.seq,
  donation_id: entry.donationId,
  from_status: entry.from,
  to_status: entry.to,
  amount_delta: entry.amountDelta,
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  reason: entry.reason,
  reason_salt: entry.reasonSalt,
  reason_digest: entry.reasonDigest,
  at: entry.at,
  prev_hash: entry.prevHash,
  hash: entry.hash,
})
