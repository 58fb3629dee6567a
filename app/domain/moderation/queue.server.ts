import type { Prisma } from '#prisma'
import { db, query } from '~/db/client.server'
import { requireAdmin, requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { MAX_SHOWN } from './input'
import {
  presentObjectionHead,
  presentOpenObjection,
  presentQueueLine,
  type QueueRow,
  withObjectedMessage,
} from './presenter'

/** So many reports are read, what costs a life first: the cost does not grow with how many wait. */
const MAX_READ = 300

/** Withdrawing a message erases the text of its objections. */
const OPEN_OBJECTION = { outcome: null, text: { not: null } } as const
const OLDEST_FIRST = [
  { createdAt: 'asc' },
  { id: 'asc' },
] satisfies Prisma.ObjectionOrderByWithRelationInput[]

const firstReports = (where: string) => `
  SELECT r.message_id, r.reason = 'self_harm' AS urgent, r.created_at FROM reports r WHERE r.outcome IS NULL AND ${where}
  ORDER BY (r.reason <> 'self_harm'), r.created_at, r.message_id LIMIT ${MAX_READ}`

/** One line a message, however many reported it; a risk to life first, then the oldest. */
const queueSql = (content: string, where: string) => `
  WITH known AS MATERIALIZED (${firstReports(where)}),
  shown AS (
    SELECT message_id, bool_or(urgent) AS urgent, min(created_at) AS since, count(*) OVER () AS total
    FROM known GROUP BY 1 ORDER BY urgent DESC, since, message_id LIMIT ${MAX_SHOWN}
  )
  SELECT o.id, m.id AS "messageId", m.type, c.name AS "channelName",
    coalesce(u.display_name, d.donor_name) AS "authorName", ${content} AS content, m.created_at AS "createdAt",
    m.hidden_at IS NOT NULL AS hidden, o.count, o."oldestAt", o.reasons, s.total,
    (SELECT count(*) = ${MAX_READ} FROM known) AS "isMore"
  FROM shown s
  CROSS JOIN LATERAL (
    SELECT (array_agg(r.id ORDER BY r.created_at, r.id))[1] AS id, count(*) AS count, min(r.created_at) AS "oldestAt",
      array_to_json(array_agg(DISTINCT r.reason)) AS reasons
    FROM reports r WHERE r.message_id = s.message_id AND r.outcome IS NULL AND ${where}) o
  JOIN messages m ON m.id = s.message_id
  JOIN channels c ON c.id = m.channel_id
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  ORDER BY s.urgent DESC, s.since, m.id`

const REPORTS_OF_CHANNEL = queueSql('m.content', 'r.channel_id = $1 AND NOT r.for_admins')
const REPORTS_EVERYWHERE = queueSql('NULL::text', 'true')

/** Never who reported, nor in which words. */
export async function listCreatorReports(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  return toQueue(await query<QueueRow>('reports_of_channel', REPORTS_OF_CHANNEL, [channelId]))
}

const OPEN_CASES = `
  SELECT (SELECT CASE count(*) WHEN ${MAX_READ} THEN ${MAX_READ} ELSE count(DISTINCT message_id) END
      FROM (${firstReports('r.channel_id = $1 AND NOT r.for_admins')}) known)
    + (SELECT count(*) FROM (SELECT 1 FROM objections
      WHERE NOT for_admins AND channel_id = $1 AND outcome IS NULL AND text IS NOT NULL LIMIT ${MAX_READ}) open) AS count`

/** What is more than the page reads counts as that much. */
export async function countOpenCases({ channel }: Viewer): Promise<number> {
  if (!channel) return 0
  const [open] = await query<{ count: number }>('open_cases', OPEN_CASES, [channel.id])
  return open?.count ?? 0
}

/** Without any text. */
export async function listAdminReports(viewer: Viewer) {
  requireAdmin(viewer)
  return toQueue(await query<QueueRow>('reports_everywhere', REPORTS_EVERYWHERE))
}

function toQueue(rows: QueueRow[]) {
  const [first] = rows
  return { items: rows.map(presentQueueLine), total: first?.total ?? 0, isMore: first?.isMore ?? false }
}

export async function listCreatorObjections(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.objection.findMany({
    where: { channelId, forAdmins: false, ...OPEN_OBJECTION },
    include: withObjectedMessage,
    orderBy: OLDEST_FIRST,
    take: MAX_SHOWN,
  })
  return rows.map(presentOpenObjection)
}

/** To what admins hid, without any text or name. */
export async function listAdminObjections(viewer: Viewer) {
  requireAdmin(viewer)
  const rows = await db.objection.findMany({
    where: { forAdmins: true, ...OPEN_OBJECTION },
    include: withObjectedMessage,
    orderBy: OLDEST_FIRST,
    take: MAX_SHOWN,
  })
  return rows.map(presentObjectionHead)
}
