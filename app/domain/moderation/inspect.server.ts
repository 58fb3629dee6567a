import type { z } from 'zod'
import { db, query } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import { requireAdmin, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { listQuery } from './input'
import { type AuditLine, type InspectedReport, withObjectedMessage } from './presenter'

/** The look is audited before anything is shown. */
export async function inspectReport(viewer: Viewer, id: string): Promise<InspectedReport> {
  requireAdmin(viewer)
  return db.$transaction(async (tx) => {
    const report = await tx.report.findUnique({
      where: { id },
      include: {
        channel: { select: { name: true } },
        message: {
          include: { author: { select: { displayName: true } }, reports: { orderBy: { createdAt: 'asc' } } },
        },
      },
    })
    if (!report) refuse('not_found')
    await audit(tx, viewer, { act: 'report_read', subjectId: id })
    const { message } = report
    return {
      id,
      messageId: message.id,
      type: message.type,
      isPublic: message.visibility === 'public',
      channelName: report.channel.name,
      authorName: message.author?.displayName ?? ANONYMOUS,
      evidence: report.evidence,
      isHidden: message.hiddenAt !== null,
      isWithdrawn: message.withdrawnAt !== null,
      createdAt: report.createdAt.toISOString(),
      outcome: report.outcome,
      outcomeReason: report.outcomeReason,
      reports: message.reports.map(({ id, reason, detail, createdAt }) => ({
        id,
        reason,
        detail,
        createdAt: createdAt.toISOString(),
      })),
    }
  })
}

/** To what an admin hid; the look is audited before anything is shown. */
export async function inspectObjection(viewer: Viewer, id: string) {
  requireAdmin(viewer)
  return db.$transaction(async (tx) => {
    const objection = await tx.objection.findFirst({
      where: { id, forAdmins: true },
      include: withObjectedMessage,
    })
    if (!objection) refuse('not_found')
    await audit(tx, viewer, { act: 'objection_read', subjectId: id })
    const { author, channel, message, hiding, text, createdAt, outcome, outcomeReason } = objection
    return {
      id,
      type: message.type,
      content: message.content,
      text,
      authorName: author.displayName,
      channelName: channel.name,
      hiddenReason: hiding.reason,
      hiddenAt: hiding.at.toISOString(),
      createdAt: createdAt.toISOString(),
      outcome,
      outcomeReason,
    }
  })
}

const auditSql = `
  SELECT a.id, a.act, a.subject_id AS "subjectId", a.reason, a.at,
    (SELECT u.display_name FROM users u WHERE u.id = a.actor_id) AS "actorName"
  FROM audit_entries a WHERE ${keysetBeforeSql('a.at', 'a.id', 1)} ORDER BY a.at DESC, a.id DESC LIMIT $3`

type AuditRow = Omit<AuditLine, 'at' | 'actorName'> & { at: Date; actorName: string | null }

export async function listAudit(viewer: Viewer, { cursor, limit }: z.infer<typeof listQuery>) {
  requireAdmin(viewer)
  const rows = await query<AuditRow>('audit', auditSql, [...keysetValues(cursor), limit + 1])
  const { items, nextCursor } = toPage(rows, limit, ({ at, id }) => ({ at, id }))
  return {
    items: items.map(
      ({ at, actorName, ...entry }): AuditLine => ({
        ...entry,
        actorName: actorName ?? '',
        at: at.toISOString(),
      }),
    ),
    nextCursor,
  }
}
