import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import { requireAdmin, requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { QueueLine } from './presenter'

const MAX_SHOWN = 50

type Row = Omit<QueueLine, 'authorName' | 'createdAt' | 'oldestAt'> & {
  authorName: string | null
  createdAt: Date
  oldestAt: Date
  total: number
}

/** One line a message, whoever and however many reported it; what can cost a life first, then the oldest. */
const queueSql = (content: string, where: string) => `
  SELECT (array_agg(r.id ORDER BY r.created_at, r.id))[1] AS id, m.id AS "messageId", m.type, c.name AS "channelName",
    coalesce(u.display_name, d.donor_name) AS "authorName", ${content} AS content, m.created_at AS "createdAt",
    m.hidden_at IS NOT NULL AS hidden, count(*) AS count, min(r.created_at) AS "oldestAt",
    array_to_json(array_agg(DISTINCT r.reason)) AS reasons, count(*) OVER () AS total
  FROM reports r
  JOIN messages m ON m.id = r.message_id
  JOIN channels c ON c.id = r.channel_id
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  WHERE r.outcome IS NULL AND ${where}
  GROUP BY m.id, c.name, u.display_name, d.donor_name
  ORDER BY bool_or(r.reason = 'self_harm') DESC, min(r.created_at), m.id LIMIT ${MAX_SHOWN}`

const ofChannel = queueSql('m.content', 'r.channel_id = $1 AND NOT r.for_admins')
const everywhere = queueSql('NULL::text', 'true')

/**
 * A creator's open reports about viewers' public messages, a line a message: `{items, total}`; never who reported, nor in
 * which words. Refusal: `forbidden` (no channel).
 */
export async function listCreatorReports(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  return queueOf(await query<Row>('reports_of_channel', ofChannel, [channelId]))
}

/** How many reported messages and objections wait for this creator; zero for whoever has no channel. */
export async function countOpenCases({ channel }: Viewer): Promise<number> {
  if (!channel) return 0
  const open = { channelId: channel.id, forAdmins: false, outcome: null }
  const [reported, objections] = await Promise.all([
    db.report.findMany({ where: open, distinct: ['messageId'], select: { id: true } }),
    db.objection.count({ where: { ...open, message: { withdrawnAt: null } } }),
  ])
  return reported.length + objections
}

/** All open reports, for admins, without any text: `{items, total}`. Refusal: `not_found` (everybody else). */
export async function listAdminReports(viewer: Viewer) {
  requireAdmin(viewer)
  return queueOf(await query<Row>('reports_everywhere', everywhere))
}

function queueOf(rows: Row[]) {
  const items = rows.map(
    ({ total: _, oldestAt, createdAt, authorName, ...row }): QueueLine => ({
      ...row,
      authorName: authorName ?? ANONYMOUS,
      createdAt: createdAt.toISOString(),
      oldestAt: oldestAt.toISOString(),
    }),
  )
  return { items, total: rows[0]?.total ?? 0 }
}
