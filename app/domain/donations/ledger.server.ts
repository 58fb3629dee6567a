import type { ActorKind, Donation, DonationStatus, MergeTaking, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { insertMany } from '~/db/insert-many.server'
import { newId } from '~/db/new-id.server'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import { type EntryContent, hashEntry, NO_ENTRY_HASH } from './entry'
import { promoteClaims } from './queue.server'
import { amountDelta, mayMove } from './status'

export type Actor = { kind: ActorKind; id: string | null }
export type Beginning = Omit<Prisma.DonationUncheckedCreateInput, 'channelId'> & {
  status: 'OCCURRED' | 'CONFIRMED'
}
type Merge = { mergedIntoId: string; mergedAt: Date; mergeTook: MergeTaking[] }
type Change = {
  to: DonationStatus
  amountCheese: number | null
  actor: Actor
  reason?: string | null
  /** What it is merged into; null where that is undone. */
  merge?: Merge | null
  /** Another donation whose donor changes in the same statement, so that their sum never looks changed in between. */
  beside?: { id: string; donorId: string | null }
}
type Told = {
  donationId: string
  from: DonationStatus | null
  to: DonationStatus
  amountCheese: number | null
  at: Date
}
type Seen = Pick<Donation, 'id' | 'status'> & { mergedIntoId?: string | null }
type Entry = EntryContent & { hash: string }

const MERGED_ALREADY = '다른 후원과 합친 후원이에요. 먼저 되돌려 주세요'
type Head = { channelId: string; seq: number; hash: string }

/** A channel's ledger while its lock is held: the only writer of a donation's status and of its entries. */
export type Ledger = ReturnType<typeof openLedger>

/**
 * Runs an act with the channel's ledger locked, in one transaction: the act's donations and their entries are
 * written together or not at all, and acts of one channel follow one another (ledger.md §2). Claims in the queue follow
 * into the places that the act freed.
 */
export async function withLedger<T>(channelId: string, act: (ledger: Ledger) => Promise<T>): Promise<T> {
  return db.$transaction((tx) =>
    withLedgers(tx, [channelId], ([ledger]) => {
      if (!ledger) throw new Error('the ledger head did not answer')
      return act(ledger)
    }),
  )
}

/** The same for several channels at once, inside a transaction; their locks are taken in one order. */
export async function withLedgers<T>(
  tx: Tx,
  channelIds: string[],
  act: (ledgers: Ledger[]) => Promise<T>,
): Promise<T> {
  const heads = await tx.$queryRaw<Head[]>`
    INSERT INTO ledger_heads (channel_id, seq, hash)
    SELECT id, 0, ${NO_ENTRY_HASH} FROM unnest(${channelIds}::uuid[]) AS id ORDER BY id
    ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq
    RETURNING channel_id AS "channelId", seq, hash`
  const entries: Entry[] = []
  const ledgers = heads.map((head) => openLedger(tx, head, entries))
  const result = await act(ledgers)
  for (const ledger of ledgers) if (ledger.moved.length > 0) await promoteClaims(ledger, ledger.moved)
  if (entries.length > 0) {
    await insertMany(tx, 'donation_entries', entries.map(entryRow))
    await tx.$executeRaw`
      UPDATE ledger_heads h SET seq = told.seq, hash = told.hash
      FROM unnest(${heads.map(({ channelId }) => channelId)}::uuid[], ${heads.map(({ seq }) => seq)}::int[],
        ${heads.map(({ hash }) => hash)}::text[]) AS told (id, seq, hash)
      WHERE h.channel_id = told.id AND h.seq <> told.seq`
  }
  return result
}

function openLedger(tx: Tx, last: Head, entries: Entry[]) {
  const { channelId } = last
  /** Donations that freed a place, or met their fan's intent before the fan said so. */
  const moved: string[] = []

  function tell({ donationId, from, to, amountCheese, at }: Told, actor: Actor, reason: string | null) {
    const content = {
      channelId,
      seq: last.seq + 1,
      donationId,
      from,
      to,
      amountDelta: amountDelta(to, amountCheese ?? 0),
      actorKind: actor.kind,
      actorId: actor.id,
      reason,
      at,
      prevHash: last.hash,
    }
    last.seq = content.seq
    last.hash = hashEntry(content)
    entries.push({ ...content, hash: last.hash })
  }

  /** A donation's first row as it is to be written, and its first entry. */
  function prepare(data: Beginning, actor: Actor, reason: string | null = null) {
    const at = new Date()
    const row = { id: newId(), ...data, ...confirmation(data.status, actor, at), channelId }
    const from = data.intentId ? 'PENDING' : null
    if (data.intentId && data.source !== 'user_flow') moved.push(row.id)
    tell(
      { donationId: row.id, from, to: data.status, amountCheese: data.amountCheese ?? null, at },
      actor,
      reason,
    )
    return row
  }

  /** A donation's first row and its first entry. */
  async function begin(data: Beginning, actor: Actor, reason: string | null = null) {
    return tx.donation.create({ data: prepare(data, actor, reason) })
  }

  /** Compare-and-set from the state the act has seen: 409 `illegal_transition`, or `conflict` when another act was first. */
  async function move(donation: Seen, change: Change) {
    const { to, amountCheese, actor, reason = null, merge } = change
    const merging = merge ? 'in' : merge === null ? 'out' : null
    const isMerged = Boolean(donation.mergedIntoId)
    if (isMerged !== (merging === 'out') || !mayMove(donation.status, to, merging)) {
      refuse('illegal_transition', isMerged ? { detail: MERGED_ALREADY } : {})
    }
    const at = new Date()
    const data = { status: to, amountCheese, ...confirmation(to, actor, at), ...mergeColumns(merge) }
    const seen = { id: donation.id, channelId, status: donation.status }
    const count = change.beside
      ? await moveBeside(tx, seen, data, change.beside)
      : (await tx.donation.updateMany({ where: seen, data })).count
    if (count === 0) refuse('conflict')
    if (donation.status === 'OCCURRED') moved.push(donation.id)
    tell({ donationId: donation.id, from: donation.status, to, amountCheese, at }, actor, reason)
  }

  return { tx, channelId, moved, prepare, begin, move, lastSeq: () => last.seq }
}

const mergeColumns = (merge: Change['merge']) =>
  merge === null ? { mergedIntoId: null, mergedAt: null, mergeTook: [] } : (merge ?? {})

type Columns = { status: DonationStatus } & Confirmation

/** A step and the other donation's donor, in one statement; its amount stays. How many took the step: one or none. */
async function moveBeside(
  tx: Tx,
  seen: { id: string; channelId: string; status: DonationStatus },
  { status, confirmedAt, confirmedById, confirmedByKind }: Columns,
  beside: NonNullable<Change['beside']>,
) {
  const count = await tx.$executeRaw`
    UPDATE donation_events d SET
      donor_id = CASE WHEN d.id = one.id THEN d.donor_id ELSE ${beside.donorId}::uuid END,
      status = CASE WHEN d.id = one.id THEN ${status}::donation_status ELSE d.status END,
      confirmed_at = CASE WHEN d.id = one.id THEN coalesce(${confirmedAt ?? null}::timestamptz, d.confirmed_at) ELSE d.confirmed_at END,
      confirmed_by = CASE WHEN d.id = one.id AND ${confirmedAt ?? null}::timestamptz IS NOT NULL THEN ${confirmedById ?? null}::uuid ELSE d.confirmed_by END,
      confirmed_by_kind = CASE WHEN d.id = one.id THEN coalesce(${confirmedByKind ?? null}::actor_kind, d.confirmed_by_kind) ELSE d.confirmed_by_kind END,
      merged_into_id = CASE WHEN d.id = one.id THEN NULL ELSE d.merged_into_id END,
      merged_at = CASE WHEN d.id = one.id THEN NULL ELSE d.merged_at END,
      merge_took = CASE WHEN d.id = one.id THEN '{}' ELSE d.merge_took END
    FROM donation_events one
    WHERE one.id = ${seen.id}::uuid AND one.channel_id = ${seen.channelId}::uuid
      AND one.status = ${seen.status}::donation_status AND d.id IN (one.id, ${beside.id}::uuid)`
  return count === 2 ? 1 : 0
}

const entryRow = (entry: Entry) => ({
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

type Confirmation = { confirmedAt?: Date; confirmedById?: string | null; confirmedByKind?: ActorKind }

/** A confirmation is as old as the entry that tells of it, to the millisecond: `verifyLedger` compares them. */
function confirmation(status: DonationStatus, actor: Actor, at: Date): Confirmation {
  if (status !== 'CONFIRMED') return {}
  return { confirmedAt: at, confirmedById: actor.id, confirmedByKind: actor.kind }
}
