import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayBounds } from '~/domain/core/kst'
import { withLikelyDoubles } from './find-doubles.server'
import { requirePossible } from './possible-time'
import { presentDonations, withPeople } from './presenter.server'

const MAX_LISTED = 100

/**
 * A KST day beside what its creator read off CHZZK: `{date, enteredTotal, confirmedTotal, difference, unconfirmed}`, sums
 * in cheese, `enteredTotal` and `difference` null before it is entered. Refusal: `forbidden` (no channel).
 */
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

/**
 * Keeps the day's sum in cheese as the creator read it, the last one entered; answers as `getDailyTotal`. Refusals: as there, and
 * `invalid` (a day to come, or before CHZZK).
 */
export async function enterDailyTotal(viewer: Viewer, { date, amount }: { date: string; amount: number }) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  requirePossible('date', kstDayBounds(date).from, new Date())
  const day = { channelId: channel.id, date: new Date(date) }
  const entry = { amountCheese: amount, enteredById: viewer.id }
  const { count } = await db.dailyTotal.createMany({ data: { ...day, ...entry }, skipDuplicates: true })
  if (count === 0) await db.dailyTotal.update({ where: { channelId_date: day }, data: entry })
  return getDailyTotal(viewer, date)
}
