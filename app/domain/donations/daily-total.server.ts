import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayBounds } from '~/domain/core/kst'
import { withLikelyDoubles } from './doubles.server'
import { requirePossibleTime } from './input'
import { presentDonations, withPeople } from './presenter.server'

const MAX_LISTED = 100

/** What the creator read off CHZZK for a day of Korea, compared with what is confirmed of it (GET /donations/daily-total). */
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
  const donations = await presentDonations(unconfirmed, { readerOf: () => 'creator' })
  return { date, enteredTotal, confirmedTotal, difference, unconfirmed: await withLikelyDoubles(donations) }
}

export async function enterDailyTotal(viewer: Viewer, { date, amount }: { date: string; amount: number }) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  requirePossibleTime('date', kstDayBounds(date).from, new Date())
  const day = { channelId: channel.id, date: new Date(date) }
  const entry = { amountCheese: amount, enteredById: viewer.id }
  const { count } = await db.dailyTotal.createMany({ data: { ...day, ...entry }, skipDuplicates: true })
  if (count === 0) await db.dailyTotal.update({ where: { channelId_date: day }, data: entry })
  return getDailyTotal(viewer, date)
}
