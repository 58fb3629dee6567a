import { db } from '~/db/client.server'
import { store } from '~/files/store.server'

const AT_ONCE = 100

/** Takes out of the store what nothing points at any more: how many files. What fails is tried again. */
export async function removeDueFiles(): Promise<number> {
  const due = await db.fileRemoval.findMany({
    where: { dueAt: { lte: new Date() } },
    orderBy: { dueAt: 'asc' },
    take: AT_ONCE,
  })
  for (const { key } of due) {
    await store.remove(key)
    await db.fileRemoval.deleteMany({ where: { key } })
  }
  return due.length
}

/** The same right after an act: whatever fails waits for the next round, and the act stays done. */
export async function removeSoon() {
  await removeDueFiles().catch(() => undefined)
}
