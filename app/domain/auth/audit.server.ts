import type { AuditAct } from '#prisma'
import type { Tx } from '~/db/client.server'
import type { Viewer } from './viewer'

type Audited = { act: AuditAct; subjectId?: string; reason?: string | null }

/** In the transaction of an admin's act; of what others do nothing is audited here. Leans on prisma/functions/moderation.sql. */
export async function audit(from: Tx, viewer: Viewer, { reason, ...entry }: Audited) {
  if (viewer.role !== 'admin') return
  await from.auditEntry.create({ data: { actorId: viewer.id, reason: reason ?? null, ...entry } })
}

type AuditedOptIn = {
  actorId: string
  channelId: string
  act: Extract<AuditAct, 'settlement_opted_in' | 'settlement_opted_out'>
}

/** In the transaction in which a creator asks for the reference figures of their channel, or revokes that. */
export async function auditOptIn(from: Tx, { actorId, channelId, act }: AuditedOptIn) {
  await from.auditEntry.create({ data: { actorId, act, subjectId: channelId } })
}
