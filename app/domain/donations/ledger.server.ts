import type { ActorKind, DonationEvent, DonationStatus, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/refusal'
import { hashEntry, NO_ENTRY_HASH } from './entry'
import { amountDelta, mayMove } from './status'

export type Actor = { kind: ActorKind; id: string | null }
export type Transaction = Prisma.TransactionClient

type Beginning = Omit<Prisma.DonationEventUncheckedCreateInput, 'channelId'> & {
  status: 'OCCURRED' | 'CONFIRMED'
}
type Change = { to: DonationStatus; amountCheese: number | null; actor: Actor; reason?: string | null }
type Told = {
  donationId: string
  from: DonationStatus | null
  to: DonationStatus
  amountCheese: number | null
}

/** A channel's ledger while its lock is held: the only writer of a donation's status and of its entries. */
export type Ledger = Awaited<ReturnType<typeof lockLedger>>['ledger']

/**
 * Runs an act with the channel's ledger locked, in one transaction: the act's donations and their entries are
 * written together or not at all, and acts of one channel follow one another (ledger.md §2).
 */
export async function withLedger<T>(channelId: string, act: (ledger: Ledger) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    const { ledger, write } = await lockLedger(tx, channelId)
    const result = await act(ledger)
    await write()
    return result
  })
}

async function lockLedger(tx: Transaction, channelId: string) {
  const [head] = await tx.$queryRaw<{ seq: number; hash: string }[]>`
    INSERT INTO ledger_heads (channel_id, seq, hash) VALUES (${channelId}::uuid, 0, ${NO_ENTRY_HASH})
    ON CONFLICT (channel_id) DO UPDATE SET seq = ledger_heads.seq RETURNING seq, hash`
  if (!head) throw new Error('the ledger head did not answer')
  const entries: Prisma.DonationEntryCreateManyInput[] = []
  const last = { seq: head.seq, hash: head.hash }

  function tell({ donationId, from, to, amountCheese }: Told, actor: Actor, reason: string | null) {
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
      at: new Date(),
      prevHash: last.hash,
    }
    last.seq = content.seq
    last.hash = hashEntry(content)
    entries.push({ ...content, hash: last.hash })
  }

  /** A donation's first row and its first entry. */
  async function begin(data: Beginning, actor: Actor, reason: string | null = null) {
    const donation = await tx.donationEvent.create({
      data: { ...data, ...confirmation(data.status, actor), channelId },
    })
    const from = data.intentId ? 'PENDING' : null
    tell(
      { donationId: donation.id, from, to: donation.status, amountCheese: donation.amountCheese },
      actor,
      reason,
    )
    return donation
  }

  /** Compare-and-set from the state the act has seen: 409 `illegal_transition`, or `conflict` when another act was first. */
  async function move(donation: DonationEvent, { to, amountCheese, actor, reason = null }: Change) {
    if (!mayMove(donation.status, to)) refuse('illegal_transition')
    const [moved] = await tx.donationEvent.updateManyAndReturn({
      where: { id: donation.id, channelId, status: donation.status },
      data: { status: to, amountCheese, ...confirmation(to, actor) },
    })
    if (!moved) refuse('conflict')
    tell({ donationId: donation.id, from: donation.status, to, amountCheese }, actor, reason)
    return moved
  }

  async function write() {
    if (entries.length === 0) return
    await tx.donationEntry.createMany({ data: entries })
    await tx.ledgerHead.update({ where: { channelId }, data: last })
  }

  return { ledger: { tx, channelId, begin, move }, write }
}

function confirmation(status: DonationStatus, actor: Actor) {
  if (status !== 'CONFIRMED') return {}
  return { confirmedAt: new Date(), confirmedById: actor.id, confirmedByKind: actor.kind }
}
