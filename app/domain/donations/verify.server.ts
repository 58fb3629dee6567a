import { db } from '~/db/client.server'
import { hashEntry, NO_ENTRY_HASH } from './entry'
import { amountDelta, mayMove } from './status'
import { findWrongReading } from './verify-readings.server'

const ENTRIES_AT_ONCE = 5_000

export type Verification = {
  channels: number
  entries: number
  donations: number
  disagreement: string | null
}

type Head = { seq: number; hash: string }
type Standing = { status: string; sum: number; confirmedById: string | null }

/**
 * Recomputes everything from the entries — numbers, hash chain, states, sums, the feed — and names the first row that
 * disagrees; `disagreement` is null when all is well (ledger.md §2).
 */
export async function verifyLedger(): Promise<Verification> {
  const found = { channels: 0, entries: 0, donations: 0, disagreement: null as string | null }
  const channels = await db.channel.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  for (const { id } of channels) {
    found.channels++
    found.disagreement = await verifyChannel(id, found)
    if (found.disagreement) return found
  }
  found.disagreement = await findWrongReading()
  return found
}

/** One channel of it: what disagrees first, or null; counts into `found`. */
export async function verifyChannel(channelId: string, found: Verification): Promise<string | null> {
  const head: Head = { seq: 0, hash: NO_ENTRY_HASH }
  const standings = new Map<string, Standing>()
  for (;;) {
    const entries = await db.donationEntry.findMany({
      where: { channelId, seq: { gt: head.seq } },
      orderBy: { seq: 'asc' },
      take: ENTRIES_AT_ONCE,
    })
    for (const entry of entries) {
      const wrong = wrongEntry(entry, head) ?? wrongStep(entry, standings)
      if (wrong) return `channel ${channelId} entry ${entry.seq}: ${wrong}`
      head.seq = entry.seq
      head.hash = entry.hash
    }
    found.entries += entries.length
    if (entries.length < ENTRIES_AT_ONCE) break
  }
  found.donations += standings.size
  return (await wrongHead(channelId, head)) ?? (await wrongDonation(channelId, standings))
}

type Entry = Awaited<ReturnType<typeof db.donationEntry.findMany>>[number]

function wrongEntry(entry: Entry, head: Head) {
  if (entry.seq !== head.seq + 1) return `expected number ${head.seq + 1}`
  if (entry.prevHash !== head.hash) return 'does not continue the chain'
  if (hashEntry(entry) !== entry.hash) return 'its hash does not fit its content'
  return null
}

function wrongStep(
  { donationId, from, to, amountDelta: delta, actorId }: Entry,
  standings: Map<string, Standing>,
) {
  const before = standings.get(donationId)
  if (before ? before.status !== from : from !== null && from !== 'PENDING')
    return `does not start from ${from}`
  if (from && !mayMove(from, to)) return `${from} → ${to} is no legal step`
  const sum = (before?.sum ?? 0) + delta
  if (Math.sign(delta) !== amountDelta(to, 1)) return `delta ${delta} does not fit ${to}`
  if (to !== 'CONFIRMED' && sum !== 0) return `leaves ${sum} on a donation that is ${to}`
  const confirmedById = to === 'CONFIRMED' ? actorId : (before?.confirmedById ?? null)
  standings.set(donationId, { status: to, sum, confirmedById })
  return null
}

async function wrongHead(channelId: string, { seq, hash }: Head) {
  const kept = await db.ledgerHead.findUnique({ where: { channelId } })
  const same = kept ? kept.seq === seq && kept.hash === hash : seq === 0
  return same ? null : `channel ${channelId}: the head says ${kept?.seq ?? 0}, the entries say ${seq}`
}

async function wrongDonation(channelId: string, standings: Map<string, Standing>) {
  const donations = await db.donationEvent.findMany({
    where: { channelId },
    select: { id: true, status: true, amountCheese: true, confirmedById: true },
    orderBy: { id: 'asc' },
  })
  for (const { id, status, amountCheese, confirmedById } of donations) {
    const told = standings.get(id)
    if (!told) return `donation ${id}: no entry tells of it`
    if (told.status !== status) return `donation ${id}: is ${status}, the entries say ${told.status}`
    const counted = status === 'CONFIRMED' ? amountCheese : 0
    if (told.confirmedById !== confirmedById)
      return `donation ${id}: was confirmed by another than the entries say`
    if (told.sum !== counted) return `donation ${id}: counts ${counted}, the entries say ${told.sum}`
  }
  return donations.length === standings.size
    ? null
    : `channel ${channelId}: an entry tells of a donation that is not there`
}
