import type { Prisma } from '#prisma'
import { db, query } from '~/db/client.server'
import { requireAdmin, requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import {
  presentObjectionHead,
  presentOpenObjection,
  presentQueueLine,
  type QueueRow,
  withObjectedMessage,
} from './presenter'

const MAX_SHOWN = 50

const OPEN_OBJECTION = { outcome: null, message: { withdrawnAt: null } } as const
const OLDEST_FIRST = [
  { createdAt: 'asc' },
  { id: 'asc' },
] satisfies Prisma.ObjectionOrderByWithRelationInput[]

/** One line a message, however many reported it; a risk to life first, then the oldest. */
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

const REPORTS_OF_CHANNEL = queueSql('m.content', 'r.channel_id = $1 AND NOT r.for_admins')
const REPORTS_EVERYWHERE = queueSql('NULL::text', 'true')

/** Never who reported, nor in which words. */
export async function listCreatorReports(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  return toQueue(await query<QueueRow>('reports_of_channel', REPORTS_OF_CHANNEL, [channelId]))
}

export async function countOpenCases({ channel }: Viewer): Promise<number> {
  if (!channel) return 0
  const open = { channelId: channel.id, forAdmins: false, outcome: null }
  const [reported, objections] = await Promise.all([
    db.report.findMany({ where: open, distinct: ['messageId'], select: { id: true } }),
    db.objection.count({ where: { ...open, message: { withdrawnAt: null } } }),
  ])
  return reported.length + objections
}

/** Without any text. */
export async function listAdminReports(viewer: Viewer) {
  requireAdmin(viewer)
  return toQueue(await query<QueueRow>('reports_everywhere', REPORTS_EVERYWHERE))
}

function toQueue(rows: QueueRow[]) {
  return { items: rows.map(presentQueueLine), total: rows[0]?.total ?? 0 }
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
