import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayBounds, kstDayOf, type Range, startOfRange } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { withLikelyDoubles } from './doubles.server'
import { requirePossibleTime } from './input'
import { presentDonations, withPeople } from './presenter.server'
import { INTENT_LIFE_MS } from './status'

const MAX_LISTED = 100
const BEGINNING = '2000-01-01'
const CONFIRMED = `
  SELECT coalesce(sum(count), 0)::bigint AS count, coalesce(sum(sum_cheese), 0)::bigint AS sum
  FROM channel_days WHERE channel_id = $1 AND day >= $2`

/** A KST day beside what its creator read off CHZZK. */
export async function getDailyTotal(viewer: Viewer, date: string) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  const { from, to } = kstDayBounds(date)
  const ofDay = { channelId: channel.id, occurredAt: { gte: from, lt: to } }
  const [entered, confirmed, unconfirmed] = await Promise.all([
    db.dailyTotal.findUnique({ where: { channelId_date: { channelId: channel.id, date: new Date(date) } } }),
    db.donation.aggregate({ where: { ...ofDay, status: 'CONFIRMED' }, _sum: { amountCheese: true } }),
    db.donation.findMany({
      where: { ...ofDay, status: 'OCCURRED' },
      include: withPeople,
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      take: MAX_LISTED,
    }),
  ])
  const confirmedTotal = confirmed._sum.amountCheese ?? 0
  const enteredTotal = entered?.amountCheese ?? null
  const difference = enteredTotal === null ? null : enteredTotal - confirmedTotal
  const waiting = await withLikelyDoubles(await presentDonations(unconfirmed, { readerOf: () => 'creator' }))
  return { date, enteredTotal, confirmedTotal, difference, unconfirmed: waiting }
}

/** Stores the day's sum in cheese as the creator read it, over one entered before; answers as `getDailyTotal`. */
export async function enterDailyTotal(viewer: Viewer, { date, amount }: { date: string; amount: number }) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  requirePossibleTime('date', kstDayBounds(date).from, new Date())
  const day = { channelId: channel.id, date: new Date(date) }
  const entry = { amountCheese: amount, enteredById: viewer.id }
  const { count } = await db.dailyTotal.createMany({ data: { ...day, ...entry }, skipDuplicates: true })
  if (count === 0) await db.dailyTotal.update({ where: { channelId_date: day }, data: entry })
  return getDailyTotal(viewer, date)
}

/** A creator's donations of a range in numbers. */
export async function summarizeDonations(viewer: Viewer, chzzkChannelId: string | undefined, range: Range) {
  const channelId = channelOf(viewer, chzzkChannelId)
  const now = new Date()
  const since = startOfRange(range, now) ?? undefined
  const [confirmed, occurred, pending] = await Promise.all([
    query<{ count: number; sum: number }>('donations_confirmed', CONFIRMED, [
      channelId,
      since ? kstDayOf(since) : BEGINNING,
    ]),
    db.donation.count({ where: { channelId, occurredAt: { gte: since }, status: 'OCCURRED' } }),
    db.donationIntent.count({
      where: {
        channelId,
        donation: null,
        dismissedAt: null,
        createdAt: { gt: new Date(now.getTime() - INTENT_LIFE_MS) },
      },
    }),
  ])
  return {
    confirmed: confirmed[0] ?? { count: 0, sum: 0 },
    occurred: { count: occurred },
    pending: { count: pending },
  }
}

function channelOf({ channel }: Viewer, chzzkChannelId: string | undefined): string {
  if (!channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  return [undefined, channel.chzzkChannelId].includes(chzzkChannelId) ? channel.id : refuse('not_found')
}

/** What waits for this creator, zero for somebody without a channel (docs/product.md §2, the number on the tab). */
export async function getWaiting({ channel }: Viewer) {
  if (!channel) return { count: 0, oldestAt: null }
  const waiting = await db.donation.aggregate({
    where: { channelId: channel.id, status: 'OCCURRED' },
    _count: true,
    _min: { occurredAt: true },
  })
  return { count: waiting._count, oldestAt: waiting._min.occurredAt?.toISOString() ?? null }
}
