import type { DonationStatus, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal, refuse } from '~/domain/core/refusal'
import { readerFor } from './confirm.server'
import type { Entries } from './input'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonations, withPeople } from './presenter.server'

type Failure = { id: string; code: string }
type Outcome = { done: string[]; failed: Failure[]; entries: Entries | null }
type Act = (ledger: Ledger, id: string) => Promise<unknown>

/**
 * One act on each of these donations `among` those it may be done to, each channel's in one transaction; what fails is named and
 * stops nothing else. `entries` are the numbers it wrote in the actor's own ledger, by which it can be undone.
 */
export async function onEach(
  viewer: Viewer,
  ids: string[],
  among: Prisma.DonationWhereInput,
  act: Act,
): Promise<Outcome> {
  const own = await db.donation.findMany({
    where: { id: { in: ids }, ...among },
    select: { id: true, channelId: true },
  })
  const found = new Map(own.map(({ id, channelId }) => [id, channelId]))
  const missing = ids.filter((id) => !found.has(id)).map((id) => ({ id, code: 'not_found' }))
  const outcome: Outcome = { done: [], failed: missing, entries: null }
  for (const channelId of new Set(found.values())) {
    const ofChannel = ids.filter((id) => found.get(id) === channelId)
    const { done, failed, entries } = await withLedger(channelId, (ledger) => tryEach(ledger, ofChannel, act))
    outcome.done.push(...done)
    outcome.failed.push(...failed)
    if (channelId === viewer.channel?.id) outcome.entries = entries
  }
  return outcome
}

/** The same for what an earlier act on many made `status`, by its entries; what was changed since is left as it is. Refusals: `forbidden`, `not_found`. */
export async function onEntriesOf(viewer: Viewer, entries: Entries, status: DonationStatus, act: Act) {
  const { id: channelId } = requireOwnChannel(viewer)
  return withLedger(channelId, async (ledger) => {
    const told = await ledger.tx.$queryRaw<{ id: string; changed: boolean }[]>`
      SELECT d.id, d.status = e.to_status AND EXISTS (
        SELECT 1 FROM donation_entries later WHERE later.donation_id = d.id AND later.seq > e.seq) AS changed
      FROM donation_entries e JOIN donation_events d ON d.id = e.donation_id
      WHERE e.channel_id = ${channelId}::uuid AND e.seq BETWEEN ${entries.first} AND ${entries.last}
        AND e.to_status = ${status}::donation_status ORDER BY e.seq`
    if (told.length === 0) refuse('not_found', { detail: '되돌릴 기록을 찾지 못했어요' })
    const changed = new Set(told.filter((one) => one.changed).map(({ id }) => id))
    return tryEach(
      ledger,
      told.map(({ id }) => id),
      async (of, id) => (changed.has(id) ? refuse('conflict') : act(of, id)),
    )
  })
}

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
  return { ...outcome, entries: last < first ? await entriesBefore(ledger, outcome) : { first, last } }
}

/** A form that was sent twice: what the first of the two wrote, so that it can still be taken back. */
async function entriesBefore({ tx }: Ledger, { done }: Outcome): Promise<Entries | null> {
  const [before] = await tx.$queryRaw<(Entries & { count: number })[]>`
    SELECT min(seq)::int AS first, max(seq)::int AS last, count(*)::int AS count
    FROM (SELECT max(seq) AS seq FROM donation_entries WHERE donation_id = ANY(${done}::uuid[]) GROUP BY donation_id) latest`
  if (!before?.count || before.last - before.first + 1 !== before.count) return null
  return { first: before.first, last: before.last }
}

/** The donations of an outcome as whoever acted reads them, with their sum in cheese. */
export async function presentOutcome(viewer: Viewer, { done, failed, entries }: Outcome) {
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
