import type { TypedQuery } from '~/db/client.server'
import { runtimeSql } from '~/domain/core/keyset'
import { kstDayOf } from '~/domain/core/kst'
import { env } from '~/env.server'
import { calendarOf } from './calendar'
import type { SettlementDay, SettlementFacts } from './figures'
import type { SaidFacts } from './net'
import { findPending } from './pending.server'
import { MAX_TOP, type People } from './people'

const optInSql = `
  SELECT o.opted_in_at AS "optedInAt", o.fee_rate_hundredths AS "feeRateHundredths",
    (SELECT k.day FROM channel_days k WHERE k.channel_id = o.channel_id ORDER BY k.day LIMIT 1) AS "firstDay"
  FROM settlement_opt_ins o WHERE o.channel_id = $1`

type OptInRow = { optedInAt: Date; feeRateHundredths: number | null; firstDay: string | null }

/** When a creator opted in and the fee rate that they typed in, with the day of their first confirmed donation; undefined where they did not. */
export async function findOptIn(channelId: string, run: TypedQuery): Promise<OptInRow | undefined> {
  const [row] = await run<OptInRow>('settlement_opt_in', optInSql, [channelId])
  return row
}

const daysSql = `
  SELECT day AS date, sum(sum_cheese)::bigint AS sum, sum(count)::bigint AS count, sum(nameless_cheese)::bigint AS nameless
  FROM channel_days
  WHERE channel_id = $1 AND day >= ${runtimeSql(2, 'date')} AND day <= ${runtimeSql(3, 'date')}
  GROUP BY day ORDER BY day`

const CHANNEL = runtimeSql(1, 'uuid')
const TODAY = runtimeSql(2, 'date')

/**
 * The kept 90 days end with today ($2), these end yesterday and begin a day earlier ($3): whoever gave on one of the two days is counted
 * anew, all others are as they are kept, and those who gave most stand at the head of their index.
 */
const peopleSql = `
  WITH moved AS MATERIALIZED (
    SELECT k.user_id, sum(CASE WHEN k.day = ${TODAY} THEN -k.sum_cheese ELSE k.sum_cheese END)::bigint AS sum_cheese,
      sum(CASE WHEN k.day = ${TODAY} THEN -1 ELSE 1 END)::int AS days
    FROM user_channel_days k WHERE k.channel_id = ${CHANNEL} AND k.day = ANY (ARRAY[${TODAY}, ${runtimeSql(3, 'date')}]) GROUP BY 1
  ), changed AS MATERIALIZED (
    SELECT coalesce(r.sum_cheese, 0) + m.sum_cheese AS sum_cheese, coalesce(r.days, 0) AS before, coalesce(r.days, 0) + m.days AS days
    FROM moved m LEFT JOIN LATERAL (
      SELECT sum_cheese, days FROM user_channel_ranges
      WHERE channel_id = ${CHANNEL} AND range_days = 90 AND user_id = m.user_id LIMIT 1) r ON true
  ), top AS (
    SELECT sum_cheese FROM changed
    UNION ALL
    (SELECT r.sum_cheese FROM user_channel_ranges r
    WHERE r.channel_id = ${CHANNEL} AND r.range_days = 90 AND r.user_id <> ALL (ARRAY(SELECT user_id FROM moved))
    ORDER BY r.sum_cheese DESC LIMIT ${MAX_TOP}))
  SELECT to_json(ARRAY(SELECT sum_cheese FROM top ORDER BY 1 DESC LIMIT ${MAX_TOP})) AS sums,
    kept.people + (SELECT coalesce(sum((days > 0)::int - (before > 0)::int), 0)::int FROM changed) AS count,
    kept.repeating + (SELECT coalesce(sum((days > 1)::int - (before > 1)::int), 0)::int FROM changed) AS repeating
  FROM channel_ranges kept WHERE kept.channel_id = ${CHANNEL} AND kept.range_days = 90`

/**
 * What a creator's figures are made of: a row a day of thirteen months, a row of people, however many donations there are, and the sums
 * that statements name. Null without an opt-in, and then nothing is read. Within `withRanges`.
 */
export async function findFacts(
  channelId: string,
  now: Date,
  run: TypedQuery,
): Promise<(SettlementFacts & SaidFacts) | null> {
  const optIn = await findOptIn(channelId, run)
  if (!optIn) return null
  const today = kstDayOf(now)
  const { whole, windows } = calendarOf(today)
  const days = await run<SettlementDay>('settlement_days', daysSql, [channelId, whole.first, whole.last])
  const [people] = await run<People>('settlement_people', peopleSql, [channelId, today, windows.d90.first])
  return {
    today,
    days,
    firstDay: optIn.firstDay,
    people: people ?? { sums: [], count: 0, repeating: 0 },
    advanceHundredths: env.advanceHundredths,
    feeRateHundredths: optIn.feeRateHundredths,
    pending: await findPending(channelId, today, run),
  }
}
