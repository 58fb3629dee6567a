import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { badgeSql } from '~/domain/badges/badge-sql'
import { refuse } from '~/domain/core/refusal'
import { vipSql } from '~/domain/vips/vip-sql'
import type { StatsRange } from './input'
import { spanOf } from './span'

const supporterSql = `
  SELECT u.id, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName",
    ${vipSql('$1', 'u.id')} AS vip,
    ${badgeSql('$1', 'u.id')} AS badge,
    coalesce(s.sum_cheese, 0) AS lifetime, coalesce(s.count, 0) AS count, coalesce(s.days, 0) AS days,
    (SELECT coalesce(sum(d.sum_cheese), 0)::bigint FROM user_channel_days d
      WHERE d.channel_id = $1 AND d.user_id = u.id AND d.day BETWEEN $3 AND $4) AS sum,
    (SELECT max(d.occurred_at) FROM donation_events d
      WHERE d.channel_id = $1 AND d.donor_id = u.id AND d.status = 'CONFIRMED') AS "lastSupportAt"
  FROM users u LEFT JOIN user_channel_stats s ON s.channel_id = $1 AND s.user_id = u.id
  WHERE u.chzzk_user_id = $2 AND (
    EXISTS (SELECT 1 FROM donation_events d WHERE d.channel_id = $1 AND d.donor_id = u.id)
    OR EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = $1 AND m.author_id = u.id AND m.type = 'dm'))`

type Row = {
  id: string
  chzzkUserId: string
  displayName: string
  vip: boolean
  badge: { tier: number; name: string; icon: string } | null
  lifetime: number
  count: number
  days: number
  sum: number
  lastSupportAt: Date | null
}

/**
 * Somebody who donated or wrote to this creator, in numbers: `sum` of the range, `lifetime`, `count` and `days` of all time, confirmed
 * donations only. Refusals: `forbidden` (no channel), `not_found` (anybody else, whether they exist or not).
 */
export async function getSupporter(viewer: Viewer, chzzkUserId: string, range: StatsRange, now = new Date()) {
  const { first, last } = spanOf(range, now)
  const values = [requireOwnChannel(viewer).id, chzzkUserId, first, last]
  const [row] = await query<Row>('stats_supporter', supporterSql, values)
  if (!row) refuse('not_found')
  return { ...row, lastSupportAt: row.lastSupportAt?.toISOString() ?? null }
}
