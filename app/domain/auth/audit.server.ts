import type { AuditAct } from '#prisma'
import type { Tx } from '~/db/transaction'
import type { Viewer } from './viewer'

type Audited = { act: AuditAct; subjectId?: string; reason?: string | null }

/** Writes down what an admin did or looked at, in the transaction of the act; the acts of others leave no row here. */
export async function audit(from: Tx, viewer: Viewer, { reason, ...told }: Audited) {
  if (viewer.role !== 'admin') return
  await from.auditEntry.create({ data: { actorId: viewer.id, reason: reason ?? null, ...told } })
}
