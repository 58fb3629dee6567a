import { db } from '~/db/client.server'
import { store } from '~/files/store.server'

const AT_ONCE = 100
/** A store that is away is not asked for a hundred files in vain. */
const MAX_FAILURES = 3
const AGAIN_AFTER_MS = 60 * 60 * 1000

/**
 * Takes out of the store what nothing points at any more: how many files went and how many failed. What fails is tried again
 * an hour later and keeps nothing else waiting.
 */
export async function removeDueFiles(): Promise<{ removed: number; failed: number }> {
  const told = { removed: 0, failed: 0 }
  const due = await db.fileRemoval.findMany({
    where: { dueAt: { lte: new Date() } },
    orderBy: { dueAt: 'asc' },
    take: AT_ONCE,
  })
  for (const { key } of due) {
    if (told.failed === MAX_FAILURES) break
    const isGone = await store.remove(key).then(
      () => true,
      () => false,
    )
    if (isGone) await db.fileRemoval.deleteMany({ where: { key } })
    else await tryLater(key)
    told[isGone ? 'removed' : 'failed'] += 1
  }
  return told
}

/** The same right after an act: whatever fails waits for a later round, and the act stays done. */
export async function removeSoon() {
  await removeDueFiles().catch(() => undefined)
}

const tryLater = (key: string) =>
  db.fileRemoval.updateMany({ where: { key }, data: { dueAt: new Date(Date.now() + AGAIN_AFTER_MS) } })
