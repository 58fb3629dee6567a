import { db, query } from '~/db/client.server'
import { primaryKeyPrefix } from '~/domain/auth/encrypt.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { DAY_MS, type Period, startOfPeriod } from '~/domain/core/kst'
import type { GrantFigures, InstanceFigures } from './input'

/** Sums in cheese of what occurred since the KST period began, and what waits now. */
export async function getInstanceFigures(
  viewer: Viewer,
  period: Period,
  now = new Date(),
): Promise<InstanceFigures> {
  requireAdmin(viewer)
  const since = startOfPeriod(period, now) ?? undefined
  const [confirmed, waiting, reports, channels, people] = await Promise.all([
    db.donation.aggregate({
      where: { status: 'CONFIRMED', occurredAt: { gte: since } },
      _count: true,
      _sum: { amountCheese: true },
    }),
    db.donation.aggregate({ where: { status: 'OCCURRED' }, _count: true, _min: { occurredAt: true } }),
    db.report.aggregate({ where: { outcome: null }, _count: true, _min: { createdAt: true } }),
    db.channel.count({ where: { openedAt: { not: null } } }),
    db.user.count({ where: { agreedAt: { not: null } } }),
  ])
  return {
    confirmed: { count: confirmed._count, sum: confirmed._sum.amountCheese ?? 0 },
    waiting: { count: waiting._count, oldestAt: waiting._min.occurredAt?.toISOString() ?? null },
    reports: { count: reports._count, oldestAt: reports._min.createdAt?.toISOString() ?? null },
    channels,
    people,
  }
}

/** A grant ends with its refresh token, thirty days after CHZZK last renewed it (docs/chzzk.md §1.2 [DOC]). */
const GRANT_LIFE_MS = 30 * DAY_MS

export async function getGrantFigures(viewer: Viewer, now = new Date()): Promise<GrantFigures> {
  requireAdmin(viewer)
  const encrypted = { startsWith: primaryKeyPrefix }
  const [held, ending, failing, olderKey, missing] = await Promise.all([
    db.oauthToken.count(),
    db.oauthToken.count({ where: { updatedAt: { lt: new Date(now.getTime() + DAY_MS - GRANT_LIFE_MS) } } }),
    db.oauthToken.aggregate({ where: { failures: { gt: 0 } }, _count: true, _min: { failedAt: true } }),
    db.oauthToken.count({ where: { NOT: { accessToken: encrypted, refreshToken: encrypted } } }),
    db.channel.count({
      where: {
        openedAt: { not: null },
        settings: { sessionMode: { not: 'off' } },
        OR: [{ owner: null }, { owner: { oauthToken: null } }],
      },
    }),
  ])
  return {
    held,
    ending,
    failing: { count: failing._count, since: failing._min.failedAt?.toISOString() ?? null },
    olderKey,
    missing,
  }
}

const FOLD = `
  WITH gone AS (DELETE FROM counter_changes RETURNING name, delta)
  INSERT INTO counters (name, count) SELECT name, sum(delta) FROM gone GROUP BY name ORDER BY name
  ON CONFLICT (name) DO UPDATE SET count = counters.count + EXCLUDED.count`

export async function foldCounters() {
  await query('counters_fold', FOLD)
}

/** Each a small index of few rows, read to a thousand. */
const NOW = `
  SELECT
    (SELECT min(occurred_at) FROM donation_events WHERE status = 'OCCURRED') AS "oldestUnconfirmedAt",
    (SELECT count(*) FROM (SELECT 1 FROM reports WHERE outcome IS NULL LIMIT 1000) open) AS reports,
    (SELECT count(*) FROM (SELECT 1 FROM session_events WHERE processed_at IS NULL LIMIT 1000) waiting) AS "unprocessedEvents",
    (SELECT count(*) FROM session_leases WHERE held_until > $1) AS leases,
    (SELECT count(*) FROM session_leases WHERE failures > 0) AS "failingLeases"`

type Now = {
  oldestUnconfirmedAt: Date | null
  reports: number
  unprocessedEvents: number
  leases: number
  failingLeases: number
}

/** Costs the same however much there is. Leans on prisma/functions/counters.sql. */
export async function getCounters(at = new Date()) {
  await foldCounters()
  const [rows, [now]] = await Promise.all([
    query<{ name: string; count: number }>('counters_read', 'SELECT name, count FROM counters'),
    query<Now>('counters_now', NOW, [at]),
  ])
  if (!now) throw new Error('the database counted nothing')
  return { counts: new Map(rows.map(({ name, count }) => [name, count])), now }
}
