import { db } from '~/db/client.server'

const KEPT_FOR_MS = 90 * 24 * 60 * 60 * 1000

/** Erases the words of reports and objections that were decided 90 days ago; that they happened stays. */
export async function eraseOldEvidence(now = new Date()) {
  const resolvedAt = { lt: new Date(now.getTime() - KEPT_FOR_MS) }
  await db.report.updateMany({
    where: { resolvedAt, OR: [{ evidence: { not: null } }, { detail: { not: null } }] },
    data: { evidence: null, detail: null },
  })
  await db.objection.updateMany({ where: { resolvedAt, text: { not: null } }, data: { text: null } })
}
