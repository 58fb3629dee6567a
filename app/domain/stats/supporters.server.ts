import type { z } from 'zod'
import { query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetValues, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { vipSql } from '~/domain/vips/vips.server'
import type { StatsRange, supportersQuery } from './input'
import { type SupporterRow, toSupporter } from './presenter'
import { withRanges } from './ranges.server'
import { daysOfRange, spanOf } from './span'

const LAST_SUPPORT = `(SELECT max(d.occurred_at) FROM donation_events d
      WHERE d.channel_id = $1 AND d.donor_id = u.id AND d.status = 'CONFIRMED') AS "lastSupportAt"`

const ALL_TIME = `SELECT user_id, sum_cheese, count FROM user_channel_stats WHERE channel_id = $1`
const IN_RANGE = `
  SELECT user_id, sum_cheese, count FROM user_channel_ranges WHERE channel_id = $1 AND range_days = $5`

/** Names, badges and the last support are looked up for the page's people only. */
const supportersSql = (people: string) => `
  SELECT u.id, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName", top.sum_cheese AS sum, top.count,
    ${vipSql('$1', 'u.id')} AS vip,
    (SELECT to_json(b) FROM badge_of($1, u.id) b) AS badge,
    ${LAST_SUPPORT}
  FROM (SELECT * FROM (${people}) everybody WHERE (sum_cheese, user_id) < ($3, $4)
    ORDER BY sum_cheese DESC, user_id DESC LIMIT $2) top
  CROSS JOIN LATERAL (SELECT p.id, p.chzzk_user_id, p.display_name FROM users p WHERE p.id = top.user_id OFFSET 0) u
  ORDER BY top.sum_cheese DESC, top.user_id DESC`

/** By their sum in cheese; donations of nobody known are in none (GET /creator/stats/supporters). */
export async function listSupporters(
  viewer: Viewer,
  { range, cursor, limit }: z.output<typeof supportersQuery>,
  now = new Date(),
) {
  const isAllTime = range === 'all'
  const [, lastId] = keysetValues(cursor)
  const find = () =>
    query<SupporterRow>(
      `stats_supporters_${isAllTime ? 'all' : 'range'}`,
      supportersSql(isAllTime ? ALL_TIME : IN_RANGE),
      [
        requireOwnChannel(viewer).id,
        limit + 1,
        cursor?.amount ?? Number.MAX_SAFE_INTEGER,
        lastId,
        ...(isAllTime ? [] : [daysOfRange(range)]),
      ],
    )
  const rows = isAllTime ? await find() : await withRanges(viewer, now, find)
  const page = toPage(rows, limit, ({ sum, lastSupportAt, id }) => ({ amount: sum, at: lastSupportAt, id }))
  return { items: page.items.map(toSupporter), nextCursor: page.nextCursor }
}

const supporterSql = `
  SELECT u.id, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName",
    ${vipSql('$1', 'u.id')} AS vip,
    (SELECT to_json(b) FROM badge_of($1, u.id) b) AS badge,
    coalesce(s.sum_cheese, 0) AS lifetime, coalesce(s.count, 0) AS count, coalesce(s.days, 0) AS days,
    (SELECT coalesce(sum(d.sum_cheese), 0)::bigint FROM user_channel_days d
      WHERE d.channel_id = $1 AND d.user_id = u.id AND d.day BETWEEN $3 AND $4) AS sum,
    ${LAST_SUPPORT}
  FROM users u LEFT JOIN user_channel_stats s ON s.channel_id = $1 AND s.user_id = u.id
  WHERE u.chzzk_user_id = $2 AND (
    s.user_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM donation_events d WHERE d.channel_id = $1 AND d.donor_id = u.id AND d.status <> 'CONFIRMED')
    OR EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = $1 AND m.author_id = u.id AND m.type = 'dm'))`

type OneSupporterRow = Omit<SupporterRow, 'lastSupportAt'> & {
  lifetime: number
  days: number
  lastSupportAt: Date | null
}

/** `sum` of the range, the rest of all time. `not_found` where they never donated or wrote here. */
export async function getSupporter(viewer: Viewer, chzzkUserId: string, range: StatsRange, now = new Date()) {
  const { first, last } = spanOf(range, now)
  const values = [requireOwnChannel(viewer).id, chzzkUserId, first, last]
  const [row] = await query<OneSupporterRow>('stats_supporter', supporterSql, values)
  if (!row) refuse('not_found')
  return { ...row, lastSupportAt: row.lastSupportAt?.toISOString() ?? null }
}
