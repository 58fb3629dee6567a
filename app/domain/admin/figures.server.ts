import { query } from '~/db/client.server'
import { primaryKeyPrefix } from '~/domain/auth/encrypt.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { DAY_MS, kstDayOf, kstDaysBetween, type Period, startOfPeriod } from '~/domain/core/kst'
import { type GrantFigures, type InstanceFigures, MAX_COUNTED } from './input'

const OF_DAYS = `
  SELECT coalesce(sum(count) FILTER (WHERE name LIKE '% confirmed'), 0)::bigint AS count,
    coalesce(sum(count) FILTER (WHERE name LIKE '% cheese'), 0)::bigint AS sum
  FROM counters WHERE name = ANY ($1::text[])`

/** Sums in cheese of what occurred since the KST period began, and what waits now; reports are counted to a thousand. */
export async function getInstanceFigures(
  viewer: Viewer,
  period: Period,
  now = new Date(),
): Promise<InstanceFigures> {
  requireAdmin(viewer)
  const { counts, now: present } = await getCounters(now)
  const countOf = (name: string) => counts.get(name) ?? 0
  const since = startOfPeriod(period, now)
  return {
    confirmed: since
      ? await countDays(kstDaysBetween(kstDayOf(since), kstDayOf(now)))
      : { count: countOf('donations CONFIRMED'), sum: countOf('cheese') },
    waiting: {
      count: countOf('donations OCCURRED'),
      oldestAt: present.oldestUnconfirmedAt?.toISOString() ?? null,
    },
    reports: { count: present.reports, oldestAt: present.oldestReportAt?.toISOString() ?? null },
    channels: countOf('channels'),
    people: countOf('people'),
  }
}

async function countDays(days: string[]) {
  const names = days.flatMap((day) => [`day ${day} confirmed`, `day ${day} cheese`])
  const [sums] = await query<{ count: number; sum: number }>('counters_of_days', OF_DAYS, [names])
  return sums ?? { count: 0, sum: 0 }
}

/** A grant ends with its refresh token, thirty days after CHZZK last renewed it (docs/chzzk.md §1.2 [DOC]). */
const GRANT_LIFE_MS = 30 * DAY_MS

type Grants = Omit<GrantFigures, 'held' | 'failing'> & { failing: number; failingSince: Date | null }

const counted = (rows: string) => `(SELECT count(*) FROM (${rows} LIMIT ${MAX_COUNTED}) counted)`
/** The beginnings of both tokens name their keys. */
const KEYS = 'left(access_token, 12) || left(refresh_token, 12)'
const GRANTS = `
  SELECT ${counted('SELECT 1 FROM oauth_tokens WHERE updated_at < $1')} AS ending,
    ${counted('SELECT 1 FROM oauth_tokens WHERE failures > 0')} AS failing,
    (SELECT min(failed_at) FROM oauth_tokens WHERE failures > 0) AS "failingSince",
    ${counted(`SELECT 1 FROM oauth_tokens WHERE ${KEYS} < $2 UNION ALL SELECT 1 FROM oauth_tokens WHERE ${KEYS} > $2`)} AS "olderKey",
    ${counted(`SELECT 1 FROM channel_settings s JOIN channels c ON c.id = s.channel_id
      WHERE s.session_mode <> 'off' AND c.opened_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.user_id = c.owner_id)`)} AS missing`

/** Each is counted to a thousand, save those that are held. */
export async function getGrantFigures(viewer: Viewer, now = new Date()): Promise<GrantFigures> {
  requireAdmin(viewer)
  const endsBefore = new Date(now.getTime() + DAY_MS - GRANT_LIFE_MS)
  const [{ counts }, [grants]] = await Promise.all([
    getCounters(now),
    query<Grants>('grants_now', GRANTS, [endsBefore, primaryKeyPrefix + primaryKeyPrefix]),
  ])
  if (!grants) throw new Error('the database counted nothing')
  const { failing, failingSince, ...figures } = grants
  return {
    held: counts.get('grants') ?? 0,
    ...figures,
    failing: { count: failing, since: failingSince?.toISOString() ?? null },
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
    (SELECT count(*) FROM (SELECT 1 FROM reports WHERE outcome IS NULL LIMIT ${MAX_COUNTED}) open) AS reports,
    (SELECT min(created_at) FROM reports WHERE outcome IS NULL) AS "oldestReportAt",
    (SELECT count(*) FROM (SELECT 1 FROM session_events WHERE processed_at IS NULL LIMIT ${MAX_COUNTED}) waiting) AS "unprocessedEvents",
    (SELECT count(*) FROM session_leases WHERE held_until > $1) AS leases,
    (SELECT count(*) FROM session_leases WHERE failures > 0) AS "failingLeases",
    (SELECT count(*) FROM jobs) AS jobs,
    (SELECT min(created_at) FROM jobs) AS "oldestJobAt"`

type Now = {
  oldestUnconfirmedAt: Date | null
  oldestReportAt: Date | null
  reports: number
  unprocessedEvents: number
  leases: number
  failingLeases: number
  jobs: number
  oldestJobAt: Date | null
}

/** Costs the same however much there is. Leans on prisma/functions/counters.sql. */
export async function getCounters(at = new Date()) {
  await foldCounters()
  const [rows, [now]] = await Promise.all([
    query<{ name: string; count: number }>(
      'counters_read',
      "SELECT name, count FROM counters WHERE name NOT LIKE 'day %'",
    ),
    query<Now>('counters_now', NOW, [at]),
  ])
  if (!now) throw new Error('the database counted nothing')
  return { counts: new Map(rows.map(({ name, count }) => [name, count])), now }
}
