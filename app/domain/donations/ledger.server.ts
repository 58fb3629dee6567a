import type { ActorKind, Donation, DonationStatus, MergeTaking } from '#prisma'
import { db, insertMany, newId, type Tx } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import {
  type Actor,
  amountDelta,
  type Entry,
  type EntryContent,
  hashEntry,
  isLegalStep,
  type NewDonation,
  NO_ENTRY_HASH,
  toEntryColumns,
  withDigest,
} from './entry'
import { promoteQueued } from './queue.server'

type CurrentDonation = Pick<Donation, 'id' | 'status'> & { mergedIntoId?: string | null }
type Merge = { mergedIntoId: string; mergedAt: Date; mergeTook: MergeTaking[] }
type StatusChange = {
  to: DonationStatus
  amountCheese: number | null
  actor: Actor
  reason?: string | null
  /** Null where a merge is undone. */
  merge?: Merge | null
  /** What a statement confirmed was reversed and waits again, as if nobody had confirmed it. */
  undoesStatement?: true
  /** Another donation's donor, set in the same statement so that their sum never looks changed in between. */
  alsoSetDonor?: { id: string; donorId: string | null }
}

type Head = { channelId: string; seq: number; hash: string }
type EntryFacts = Pick<EntryContent, 'donationId' | 'from' | 'to' | 'at'> & { amountCheese: number | null }

/** A channel's ledger while its lock is held: the only writer of a donation's status and of its entries. */
export type Ledger = ReturnType<typeof openLedger>

/**
 * Runs an act in the channel's locked ledger, in one transaction: acts of a channel follow one another (docs/ledger.md §2).
 * Leans on prisma/functions/aggregates.sql, broadcast.sql, feed.sql and ledger.sql.
 */
export async function withLedger<T>(channelId: string, act: (ledger: Ledger) => Promise<T>): Promise<T> {
  return db.$transaction((tx) =>
    withLedgers(tx, [channelId], ([ledger]) => {
      if (!ledger) throw new Error('the ledger head did not answer')
      return act(ledger)
    }),
  )
}

/** In the ledgers of several channels; queued registrations move up into the places that the act frees. */
export async function withLedgers<T>(
  tx: Tx,
  channelIds: string[],
  act: (ledgers: Ledger[]) => Promise<T>,
): Promise<T> {
  const heads = await lockHeads(tx, channelIds)
  const entries: Entry[] = []
  const ledgers = heads.map((head) => openLedger(tx, head, entries))
  const result = await act(ledgers)
  for (const ledger of ledgers) {
    if (ledger.promotingIds.length > 0) await promoteQueued(ledger, ledger.promotingIds)
  }
  if (entries.length > 0) await writeEntries(tx, entries, heads)
  return result
}

/** The ledger lock is its head's row; several are taken in one order, so that no two acts wait for each other. */
function lockHeads(tx: Tx, channelIds: string[]) {
  return tx.$queryRaw<Head[]>`
    INSERT INTO ledger_heads (channel_id, seq, hash)
    SELECT id, 0, ${NO_ENTRY_HASH} FROM unnest(${channelIds}::uuid[]) AS id ORDER BY id
    ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq
    RETURNING channel_id AS "channelId", seq, hash`
}

async function writeEntries(tx: Tx, entries: Entry[], heads: Head[]) {
  await insertMany(tx, 'donation_entries', entries.map(toEntryColumns))
  await tx.$executeRaw`
    UPDATE ledger_heads h SET seq = moved.seq, hash = moved.hash
    FROM unnest(${heads.map(({ channelId }) => channelId)}::uuid[], ${heads.map(({ seq }) => seq)}::int[],
      ${heads.map(({ hash }) => hash)}::text[]) AS moved (id, seq, hash)
    WHERE h.channel_id = moved.id AND h.seq <> moved.seq`
}

function openLedger(tx: Tx, head: Head, entries: Entry[]) {
  const { channelId } = head
  /** Donations that freed a place for a queued registration of their fan, or met its intent. */
  const promotingIds: string[] = []

  function appendEntry({ amountCheese, ...facts }: EntryFacts, actor: Actor, reason: string | null) {
    const content = {
      ...facts,
      form: 2,
      channelId,
      seq: head.seq + 1,
      amountDelta: amountDelta(facts.to, amountCheese ?? 0),
      actorKind: actor.kind,
      actorId: actor.id,
      ...withDigest(reason),
      prevHash: head.hash,
    }
    head.seq = content.seq
    head.hash = hashEntry(content)
    entries.push({ ...content, hash: head.hash })
  }

  /** A donation's first entry, and its row for the caller to insert. */
  function prepareDonation(data: NewDonation, actor: Actor, reason: string | null = null) {
    const at = new Date()
    const { status: to, amountCheese = null } = data
    const row = { id: newId(), ...data, ...confirmation(to, actor, at), channelId }
    const from = data.intentId ? 'PENDING' : null
    if (data.intentId && data.source !== 'user_flow') promotingIds.push(row.id)
    appendEntry({ donationId: row.id, from, to, amountCheese, at }, actor, reason)
    return row
  }

  async function createDonation(data: NewDonation, actor: Actor, reason: string | null = null) {
    return tx.donation.create({ data: prepareDonation(data, actor, reason) })
  }

  /** Compare-and-set from the status the act has read. */
  async function changeStatus(donation: CurrentDonation, change: StatusChange) {
    const { to, amountCheese, actor, reason = null, merge } = change
    requireLegalStep(donation, change)
    const at = new Date()
    const confirmed = change.undoesStatement ? UNCONFIRMED : confirmation(to, actor, at)
    const data = { status: to, amountCheese, ...confirmed, ...mergeColumns(merge) }
    const current = { id: donation.id, channelId, status: donation.status }
    const count = change.alsoSetDonor
      ? await updateStatusAndOtherDonor(tx, current, data, change.alsoSetDonor)
      : (await tx.donation.updateMany({ where: current, data })).count
    if (count === 0) refuse('conflict')
    if (donation.status === 'OCCURRED') promotingIds.push(donation.id)
    appendEntry({ donationId: donation.id, from: donation.status, to, amountCheese, at }, actor, reason)
  }

  return {
    tx,
    channelId,
    promotingIds,
    prepareDonation,
    createDonation,
    changeStatus,
    lastSeq: () => head.seq,
  }
}

function requireLegalStep(
  { status, mergedIntoId }: CurrentDonation,
  { to, merge, undoesStatement }: StatusChange,
) {
  const merging = merge ? 'in' : merge === null ? 'out' : null
  const isMerged = Boolean(mergedIntoId)
  if (isMerged === (merging === 'out') && isLegalStep(status, to, undoesStatement ? 'undo' : merging)) return
  refuse('illegal_transition', isMerged ? { because: 'unmerge_first' } : {})
}

const mergeColumns = (merge: StatusChange['merge']) =>
  merge === null ? { mergedIntoId: null, mergedAt: null, mergeTook: [] } : (merge ?? {})

const UNCONFIRMED = { confirmedAt: null, confirmedById: null, confirmedByKind: null }

type Confirmation = {
  confirmedAt?: Date | null
  confirmedById?: string | null
  confirmedByKind?: ActorKind | null
}

/** A confirmation is as old as its entry, to the millisecond: `verifyLedger` compares them. */
function confirmation(status: DonationStatus, actor: Actor, at: Date): Confirmation {
  if (status !== 'CONFIRMED') return {}
  return { confirmedAt: at, confirmedById: actor.id, confirmedByKind: actor.kind }
}

/** One donation's step and the other's donor in one statement; amounts stay. How many took the step: one or none. */
async function updateStatusAndOtherDonor(
  tx: Tx,
  current: { id: string; channelId: string; status: DonationStatus },
  { status, confirmedAt, confirmedById, confirmedByKind }: { status: DonationStatus } & Confirmation,
  other: { id: string; donorId: string | null },
) {
  const count = await tx.$executeRaw`
    UPDATE donation_events d SET
      donor_id = CASE WHEN d.id = changed.id THEN d.donor_id ELSE ${other.donorId}::uuid END,
      status = CASE WHEN d.id = changed.id THEN ${status}::donation_status ELSE d.status END,
      confirmed_at = CASE WHEN d.id = changed.id THEN coalesce(${confirmedAt ?? null}::timestamptz, d.confirmed_at) ELSE d.confirmed_at END,
      confirmed_by = CASE WHEN d.id = changed.id AND ${confirmedAt ?? null}::timestamptz IS NOT NULL THEN ${confirmedById ?? null}::uuid ELSE d.confirmed_by END,
      confirmed_by_kind = CASE WHEN d.id = changed.id THEN coalesce(${confirmedByKind ?? null}::actor_kind, d.confirmed_by_kind) ELSE d.confirmed_by_kind END,
      merged_into_id = CASE WHEN d.id = changed.id THEN NULL ELSE d.merged_into_id END,
      merged_at = CASE WHEN d.id = changed.id THEN NULL ELSE d.merged_at END,
      merge_took = CASE WHEN d.id = changed.id THEN '{}' ELSE d.merge_took END
    FROM donation_events changed
    WHERE changed.id = ${current.id}::uuid AND changed.channel_id = ${current.channelId}::uuid
      AND changed.status = ${current.status}::donation_status AND d.id IN (changed.id, ${other.id}::uuid)`
  return count === 2 ? 1 : 0
}
