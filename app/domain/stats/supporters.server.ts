import type { z } from 'zod'
import { query, type TypedQuery } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import type { Badge } from '~/domain/badges/badge'
import { badgeSql } from '~/domain/badges/badge-sql'
import { keysetValues, toPage } from '~/domain/core/keyset'
import { vipSql } from '~/domain/vips/vip-sql'
import type { supportersQuery } from './input'
import { spanOf } from './span'

type Query = z.output<typeof supportersQuery>

const ALL_TIME = `SELECT user_id, sum_cheese, count FROM user_channel_stats WHERE channel_id = $1`
const IN_RANGE = `
  SELECT user_id, sum(sum_cheese)::bigint AS sum_cheese, sum(count)::bigint AS count
  FROM user_channel_days WHERE channel_id = $1 AND day BETWEEN $5 AND $6 GROUP BY user_id`

/** Names, badges and the last support are looked up for the page's people only. */
const supportersSql = (people: string) => `
  SELECT u.id, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName", top.sum_cheese AS sum, top.count,
    ${vipSql('$1', 'u.id')} AS vip,
    ${badgeSql('$1', 'u.id')} AS badge,
    (SELECT max(d.occurred_at) FROM donation_events d
      WHERE d.channel_id = $1 AND d.donor_id = u.id AND d.status = 'CONFIRMED') AS "lastSupportAt"
  FROM (SELECT * FROM (${people}) everybody WHERE (sum_cheese, user_id) < ($3, $4)
    ORDER BY sum_cheese DESC, user_id DESC LIMIT $2) top
  JOIN users u ON u.id = top.user_id ORDER BY top.sum_cheese DESC, top.user_id DESC`

type Row = {
  id: string
  chzzkUserId: string
  displayName: string
  sum: number
  count: number
  vip: boolean
  badge: Badge | null
  lastSupportAt: Date
}

/**
 * Who supported a creator in the range, by their sum in cheese: `{items, nextCursor}`. Donations of nobody known are in no sum here.
 * Refusal: `forbidden` (no channel) (api.md GET /creator/stats/supporters).
 */
export async function listSupporters(
  viewer: Viewer,
  asked: Query,
  now = new Date(),
  ask: TypedQuery = query,
) {
  const { range, cursor, limit } = asked
  const all = range === 'all'
  const { first, last } = spanOf(range, now)
  const days = all ? [] : [first, last]
  const [, lastId] = keysetValues(cursor)
  const after = [cursor?.amount ?? Number.MAX_SAFE_INTEGER, lastId]
  const rows = await ask<Row>(
    `stats_supporters_${all ? 'all' : 'range'}`,
    supportersSql(all ? ALL_TIME : IN_RANGE),
    [requireOwnChannel(viewer).id, limit + 1, ...after, ...days],
  )
  const page = toPage(rows, limit, ({ sum, lastSupportAt, id }) => ({ amount: sum, at: lastSupportAt, id }))
  const items = page.items.map(({ id: _, lastSupportAt, ...person }) => ({
    ...person,
    lastSupportAt: lastSupportAt.toISOString(),
  }))
  return { items, nextCursor: page.nextCursor }
}
