import { query } from '~/db/client.server'

const FOLD = `
  WITH gone AS (DELETE FROM counter_changes RETURNING name, delta)
  INSERT INTO counters (name, count) SELECT name, sum(delta) FROM gone GROUP BY name ORDER BY name
  ON CONFLICT (name) DO UPDATE SET count = counters.count + EXCLUDED.count`

/** Adds what happened since to the counters that the database keeps of how much there is. */
export async function foldCounters() {
  await query('counters_fold', FOLD)
}

/** What waits or is under way now: each a small index of few rows, read to a thousand. */
const NOW = `
  SELECT
    (SELECT min(occurred_at) FROM donation_events WHERE status = 'OCCURRED') AS "oldestWaitingAt",
    (SELECT count(*) FROM (SELECT 1 FROM reports WHERE outcome IS NULL LIMIT 1000) open) AS reports,
    (SELECT count(*) FROM (SELECT 1 FROM session_events WHERE processed_at IS NULL LIMIT 1000) waiting) AS signals,
    (SELECT count(*) FROM session_leases WHERE held_until > $1) AS leases,
    (SELECT count(*) FROM session_leases WHERE failures > 0) AS "failingLeases"`

type Now = {
  oldestWaitingAt: Date | null
  reports: number
  signals: number
  leases: number
  failingLeases: number
}

/**
 * The instance in numbers that cost the same however much there is: `{counts, now}`, `counts` by the counter's name.
 * Leans on prisma/functions/counters.sql.
 */
export async function getCounters(at = new Date()) {
  await foldCounters()
  const [rows, [now]] = await Promise.all([
    query<{ name: string; count: number }>('counters_read', 'SELECT name, count FROM counters'),
    query<Now>('counters_now', NOW, [at]),
  ])
  if (!now) throw new Error('the database counted nothing')
  return { counts: new Map(rows.map(({ name, count }) => [name, count])), now }
}
