import type { AuditAct } from '#prisma'
import type { Tx } from '~/db/client.server'
import type { Viewer } from './viewer'

type Audited = { act: AuditAct; subjectId?: string; reason?: string | null }

/** In the transaction of an admin's act; nobody else is audited. Leans on prisma/functions/moderation.sql. */
export async function audit(from: Tx, viewer: Viewer, { reason, ...entry }: Audited) {
  if (viewer.role !== 'admin') return
  await from.auditEntry.create({ data: { actorId: viewer.id, reason: reason ?? null, ...entry } })
}
