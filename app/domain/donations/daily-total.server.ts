import type { z } from 'zod'
import { db, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayBounds } from '~/domain/core/kst'
import { type dailyTotalQuery, requirePossibleTime } from './input'
import { listDonations } from './list.server'

const MAX_LISTED = 20

const DAY = `
  SELECT (SELECT coalesce(sum(sum_cheese), 0)::bigint FROM channel_days WHERE channel_id = $1 AND day = $2) AS confirmed,
    (SELECT coalesce(sum(count), 0)::bigint FROM channel_unconfirmed_days WHERE channel_id = $1 AND day = $2) AS unconfirmed`

/** What the creator read off CHZZK for a day of Korea, compared with what is confirmed of it (GET /donations/daily-total). */
export async function getDailyTotal(
  viewer: Viewer,
  date: string,
  cursor?: z.infer<typeof dailyTotalQuery>['cursor'],
) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  const [entered, [day], unconfirmed] = await Promise.all([
    db.dailyTotal.findUnique({ where: { channelId_date: { channelId: channel.id, date: new Date(date) } } }),
    query<{ confirmed: number; unconfirmed: number }>('day_of_donations', DAY, [channel.id, date]),
    listDonations(viewer, { status: 'OCCURRED', from: date, to: date, cursor, limit: MAX_LISTED }),
  ])
  const confirmedTotal = day?.confirmed ?? 0
  const enteredTotal = entered?.amountCheese ?? null
  const difference = enteredTotal === null ? null : enteredTotal - confirmedTotal
  return {
    date,
    enteredTotal,
    confirmedTotal,
    difference,
    unconfirmedCount: day?.unconfirmed ?? 0,
    unconfirmed: unconfirmed.items,
    nextCursor: unconfirmed.nextCursor,
  }
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
