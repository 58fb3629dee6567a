import { query } from '~/db/client.server'
import type { StatsRange } from '~/domain/stats/input'

/** A donation that counts, as the ledger's entries alone have it. */
export type Counted = {
  id: string
  donor: string | null
  at: Date
  source: 'manual' | 'session' | 'statement'
  broadcast: 'live' | 'after_live' | 'unknown'
  amount: number
}

const FROM_ENTRIES = `
  SELECT d.id, u.chzzk_user_id AS donor, d.occurred_at AS at, d.broadcast::text AS broadcast, entry.amount,
    CASE entry.kind WHEN 'session' THEN 'session' WHEN 'statement' THEN 'statement' ELSE 'manual' END AS source
  FROM (
    SELECT donation_id, sum(amount_delta)::int AS amount,
      (array_agg(actor_kind::text ORDER BY seq DESC) FILTER (WHERE to_status = 'CONFIRMED'))[1] AS kind
    FROM donation_entries WHERE channel_id = $1 GROUP BY donation_id
  ) entry JOIN donation_events d ON d.id = entry.donation_id LEFT JOIN users u ON u.id = d.donor_id
  WHERE entry.amount > 0`

export const countedIn = (channelId: string) => query<Counted>('recount', FROM_ENTRIES, [channelId])

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

/** The calendar's own words of an instant in Korea: a day, its weekday from Monday as 0, and the hour. */
export function inSeoul(at: Date) {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = `${parts.year}-${parts.month}-${parts.day}`
  return { day, weekday: (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7, hour: Number(parts.hour) }
}

const DAY_MS = 24 * 60 * 60 * 1000
const back = (day: string, days: number) =>
  inSeoul(new Date(Date.parse(`${day}T03:00:00Z`) - days * DAY_MS)).day

/** Whether an instant is in a range of KST days that ends with the day of `now`. */
export function isIn(range: StatsRange | 'today' | 'week' | 'month', at: Date, now: Date) {
  const { day } = inSeoul(at)
  const today = inSeoul(now)
  const first = {
    all: '0000',
    today: today.day,
    week: back(today.day, today.weekday),
    month: `${today.day.slice(0, 8)}01`,
    '7d': back(today.day, 6),
    '30d': back(today.day, 29),
    '90d': back(today.day, 89),
  }[range]
  return day >= first && (range === 'all' || day <= today.day)
}

const sum = (rows: Counted[]) => rows.reduce((total, { amount }) => total + amount, 0)
const peopleOf = (rows: Counted[]) => new Set(rows.flatMap(({ donor }) => donor ?? []))

/** The summary, counted row by row. */
export function recountSummary(counted: Counted[], range: StatsRange, now: Date) {
  const of = (span: Parameters<typeof isIn>[0]) => counted.filter(({ at }) => isIn(span, at, now))
  const rows = of(range)
  const people = peopleOf(rows)
  const days = (donor: string) =>
    new Set(rows.filter((row) => row.donor === donor).map(({ at }) => inSeoul(at).day))
  const repeating = [...people].filter((donor) => days(donor).size >= 2)
  const by = (name: 'source' | 'broadcast', value: string) => sum(rows.filter((row) => row[name] === value))
  return {
    range,
    total: sum(rows),
    count: rows.length,
    supporters: peopleOf(counted).size,
    activeSupporters: people.size,
    repeatRate: people.size === 0 ? null : repeating.length / people.size,
    today: sum(of('today')),
    week: sum(of('week')),
    month: sum(of('month')),
    bySource: {
      manual: by('source', 'manual'),
      session: by('source', 'session'),
      statement: by('source', 'statement'),
    },
    byBroadcast: {
      live: by('broadcast', 'live'),
      afterLive: by('broadcast', 'after_live'),
      unknown: by('broadcast', 'unknown'),
    },
  }
}

/** Cheese by weekday and hour, counted row by row. */
export function recountHeatmap(counted: Counted[], range: StatsRange, now: Date) {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { at, amount } of counted.filter((row) => isIn(range, row.at, now))) {
    const { weekday, hour } = inSeoul(at)
    const row = cells[weekday]
    if (row) row[hour] = (row[hour] ?? 0) + amount
  }
  return cells
}

/** Who gave what, the most first. */
export function recountSupporters(counted: Counted[], range: StatsRange, now: Date) {
  const rows = counted.filter(({ at }) => isIn(range, at, now))
  const people = [...peopleOf(rows)].map((donor) => {
    const own = rows.filter((row) => row.donor === donor)
    return { chzzkUserId: donor, sum: sum(own), count: own.length }
  })
  return people.sort((a, b) => b.sum - a.sum)
}
