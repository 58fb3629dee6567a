import { db } from '~/db/client.server'

const KEPT_FOR_MS = 90 * 24 * 60 * 60 * 1000

/** Erases what CHZZK sent 90 days ago, names and words in it; when it came and what became of it stays. */
export async function erasePayloads(now = new Date()) {
  await db.chzzkEvent.updateMany({
    where: { processedAt: { lt: new Date(now.getTime() - KEPT_FOR_MS) }, payload: { not: null } },
    data: { payload: null },
  })
}
