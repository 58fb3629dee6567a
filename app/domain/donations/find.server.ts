import { db, query as runQuery } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { runtimeSql } from '~/domain/core/keyset'
import { kstDayOf, type Range, startOfRange } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { ofOwnChannel } from './access.server'
import { withLikelyDoubles } from './doubles.server'
import { INTENT_LIFE_MS } from './intents.server'
import { toEntryView, toEntryViewForDonor } from './presenter'
import { presentDonation, presentDonations, presentQueued, withHistory, withPeople } from './presenter.server'
import { queued } from './queue.server'

/** A donation and its history for its donor, also while it is queued, or its creator; `not_found` for others (GET /donations/:id). */
export async function getDonation(viewer: Viewer, id: string) {
  const donation = await db.donation.findFirst({
    where: { id, OR: [{ donorId: viewer.id }, ofOwnChannel(viewer)] },
    include: withHistory,
  })
  if (!donation) return { donation: await getQueued(viewer, id), entries: [] }
  const isCreator = viewer.channel?.id === donation.channelId
  return {
    donation: await presentDonation(donation, { readerOf: () => (isCreator ? 'creator' : 'donor') }),
    entries: donation.entries.map(isCreator ? toEntryView : toEntryViewForDonor),
  }
}

async function getQueued(viewer: Viewer, id: string) {
  const intent = await db.donationIntent.findFirst({ where: { id, viewerId: viewer.id, ...queued } })
  return intent ? presentQueued(intent, viewer) : refuse('not_found')
}

export async function listChosen(viewer: Viewer, ids: string[]) {
  const chosen = await db.donation.findMany({
    where: { id: { in: ids }, status: 'OCCURRED', ...ofOwnChannel(viewer) },
    include: withPeople,
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  })
  return withLikelyDoubles(await presentDonations(chosen, { readerOf: () => 'creator' }))
}

export async function listMerged(viewer: Viewer, intoId: string) {
  const merged = await db.donation.findMany({
    where: { mergedIntoId: intoId, ...ofOwnChannel(viewer) },
    include: withPeople,
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
  })
  return merged.map(({ id, source, donor, donorName, amountCheese, claimedAmountCheese, mergedAt }) => ({
    id,
    source,
    donorName: donor?.displayName ?? donorName,
    amount: amountCheese ?? claimedAmountCheese,
    mergedAt: mergedAt?.toISOString() ?? '',
  }))
}

const BEGINNING = '2000-01-01'
const SUMMARY = `
  SELECT coalesce(sum(count), 0)::bigint AS count, coalesce(sum(sum_cheese), 0)::bigint AS sum,
    (SELECT coalesce(sum(count), 0)::bigint FROM channel_unconfirmed_days WHERE channel_id = ${runtimeSql(1, 'uuid')} AND day >= ${runtimeSql(2, 'date')}) AS occurred
  FROM channel_days WHERE channel_id = ${runtimeSql(1, 'uuid')} AND day >= ${runtimeSql(2, 'date')}`
const MAX_PENDING = 1_000
const PENDING = `
  SELECT count(*) FROM (SELECT 1 FROM donation_intents
    WHERE channel_id = ${runtimeSql(1, 'uuid')} AND NOT has_donation AND dismissed_at IS NULL
      AND created_at > ${runtimeSql(2, 'timestamptz')} LIMIT ${MAX_PENDING}) pending`
type Summary = { count: number; sum: number; occurred: number }

export async function summarizeDonations(viewer: Viewer, chzzkChannelId: string | undefined, range: Range) {
  const channelId = summarizedChannel(viewer, chzzkChannelId)
  const now = new Date()
  const since = startOfRange(range, now) ?? undefined
  const [[summary], [pending]] = await Promise.all([
    runQuery<Summary>('donations_summary', SUMMARY, [channelId, since ? kstDayOf(since) : BEGINNING]),
    runQuery<{ count: number }>('intents_pending', PENDING, [
      channelId,
      new Date(now.getTime() - INTENT_LIFE_MS),
    ]),
  ])
  return {
    confirmed: { count: summary?.count ?? 0, sum: summary?.sum ?? 0 },
    occurred: { count: summary?.occurred ?? 0 },
    pending: { count: pending?.count ?? 0 },
  }
}

function summarizedChannel({ channel }: Viewer, chzzkChannelId: string | undefined): string {
  if (!channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  return [undefined, channel.chzzkChannelId].includes(chzzkChannelId) ? channel.id : refuse('not_found')
}

export const unconfirmedCountOf = (channel: string) =>
  `(SELECT coalesce(sum(count), 0)::bigint FROM channel_unconfirmed_days WHERE channel_id = ${channel})`
const OF_CHANNEL = runtimeSql(1, 'uuid')
const UNCONFIRMED = `
  SELECT ${unconfirmedCountOf(OF_CHANNEL)} AS count,
    (SELECT occurred_at FROM donation_events WHERE channel_id = ${OF_CHANNEL} AND status = 'OCCURRED' ORDER BY occurred_at, id LIMIT 1) AS "oldestAt"`

/** What this creator has not confirmed yet, zero for somebody without a channel (docs/product.md §2, the number on the tab). */
export async function summarizeUnconfirmed({ channel }: Viewer) {
  if (!channel) return { count: 0, oldestAt: null }
  const [unconfirmed] = await runQuery<{ count: number; oldestAt: Date | null }>('unconfirmed', UNCONFIRMED, [
    channel.id,
  ])
  return { count: unconfirmed?.count ?? 0, oldestAt: unconfirmed?.oldestAt?.toISOString() ?? null }
}
