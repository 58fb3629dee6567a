import type { z } from 'zod'
import type { DonationStatus, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { Refusal, refuse } from '~/domain/core/refusal'
import { confirmableBy, ofOwnChannel, readerFor } from './access.server'
import { closeInLedger, confirmInLedger, releaseMessageOf } from './decide.server'
import type { confirmManyInput, EntryRange, reverseManyInput } from './input'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonations, withPeople } from './presenter.server'

type Failure = { id: string; code: string }
type Outcome = { done: string[]; failed: Failure[]; entries: EntryRange | null }
type Act = (ledger: Ledger, id: string) => Promise<unknown>

/** Confirms up to 100 donations, or takes back the reversal of many that wrote these `entries` (POST /donations/confirm). */
export async function confirmDonations(viewer: Viewer, { items, entries }: z.infer<typeof confirmManyInput>) {
  const wanted = new Map(items.map((item) => [item.id, item]))
  const outcome = entries
    ? await onEntries(viewer, entries, 'REVERSED', (ledger, id) => confirmInLedger(ledger, viewer, id, null))
    : await onEach(viewer, [...wanted.keys()], confirmableBy(viewer), async (ledger, id) => {
        const { amount, release } = wanted.get(id) ?? {}
        await confirmInLedger(ledger, viewer, id, amount ?? null)
        if (release) await releaseMessageOf(ledger.tx, viewer, id)
      })
  const { donations: confirmed, ...rest } = await presentOutcome(viewer, outcome)
  return { confirmed, ...rest }
}

/** Takes back up to 100, or one act on many by its `entries` (docs/decisions/0008-what-we-added-to-the-contract.md). */
export async function reverseDonations(
  viewer: Viewer,
  { ids, entries, reason }: z.infer<typeof reverseManyInput>,
) {
  const reverse = (ledger: Ledger, id: string) =>
    closeInLedger(ledger, viewer, id, { to: 'REVERSED', reason })
  const outcome = entries
    ? await onEntries(viewer, entries, 'CONFIRMED', reverse)
    : await onEach(viewer, [...new Set(ids)], ofOwnChannel(viewer), reverse)
  const { donations: reversed, ...rest } = await presentOutcome(viewer, outcome)
  return { reversed, ...rest }
}

async function onEach(
  viewer: Viewer,
  ids: string[],
  among: Prisma.DonationWhereInput,
  act: Act,
): Promise<Outcome> {
  const allowed = await db.donation.findMany({
    where: { id: { in: ids }, ...among },
    select: { id: true, channelId: true },
  })
  const channelOf = new Map(allowed.map(({ id, channelId }) => [id, channelId]))
  const missing = ids.filter((id) => !channelOf.has(id)).map((id) => ({ id, code: 'not_found' }))
  const outcome: Outcome = { done: [], failed: missing, entries: null }
  for (const channelId of new Set(channelOf.values())) {
    const ofChannel = ids.filter((id) => channelOf.get(id) === channelId)
    const { done, failed, entries } = await withLedger(channelId, (ledger) => tryEach(ledger, ofChannel, act))
    outcome.done.push(...done)
    outcome.failed.push(...failed)
    if (channelId === viewer.channel?.id) outcome.entries = entries
  }
  return outcome
}

async function onEntries(viewer: Viewer, { first, last }: EntryRange, status: DonationStatus, act: Act) {
  return withLedger(requireOwnChannel(viewer).id, async (ledger) => {
    const written = await ledger.tx.$queryRaw<{ id: string; changed: boolean }[]>`
      SELECT d.id, d.status = e.to_status AND EXISTS (
        SELECT 1 FROM donation_entries later WHERE later.donation_id = d.id AND later.seq > e.seq) AS changed
      FROM donation_entries e JOIN donation_events d ON d.id = e.donation_id
      WHERE e.channel_id = ${ledger.channelId}::uuid AND e.seq BETWEEN ${first} AND ${last}
        AND e.to_status = ${status}::donation_status ORDER BY e.seq`
    if (written.length === 0) refuse('not_found', { because: 'entries_not_found' })
    const changed = new Set(written.filter((entry) => entry.changed).map(({ id }) => id))
    return tryEach(
      ledger,
      written.map(({ id }) => id),
      async (of, id) => (changed.has(id) ? refuse('conflict') : act(of, id)),
    )
  })
}

/** What is refused is named and stops nothing else; `entries` are what the act can be taken back by. */
async function tryEach(ledger: Ledger, ids: string[], act: Act): Promise<Outcome> {
  const first = ledger.lastSeq() + 1
  const outcome: Outcome = { done: [], failed: [], entries: null }
  for (const id of ids) {
    try {
      await act(ledger, id)
      outcome.done.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcome.failed.push({ id, code: error.reason })
    }
  }
  const last = ledger.lastSeq()
  return { ...outcome, entries: last < first ? await findReplayedEntries(ledger, outcome) : { first, last } }
}

/** A form that was sent twice: what the first of the two wrote, so that it can still be taken back. */
async function findReplayedEntries({ tx }: Ledger, { done }: Outcome): Promise<EntryRange | null> {
  const [latest] = await tx.$queryRaw<(EntryRange & { count: number })[]>`
    SELECT min(seq)::int AS first, max(seq)::int AS last, count(*)::int AS count
    FROM (SELECT max(seq) AS seq FROM donation_entries WHERE donation_id = ANY(${done}::uuid[]) GROUP BY donation_id) latest`
  if (!latest?.count || latest.last - latest.first + 1 !== latest.count) return null
  return { first: latest.first, last: latest.last }
}

async function presentOutcome(viewer: Viewer, { done, failed, entries }: Outcome) {
  const rows = await db.donation.findMany({ where: { id: { in: done } }, include: withPeople })
  const donations = await presentDonations(rows, {
    readerOf: ({ channelId }) => readerFor(viewer, channelId),
  })
  const amounts = rows.map(({ status, amountCheese }, n) =>
    status === 'CONFIRMED' ? donations[n]?.amount : amountCheese,
  )
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0)
  return { donations, failed, sum, entries: entries && `${entries.first}-${entries.last}` }
}
