import { db, type Tx } from '~/db/client.server'
import { eraseLater } from '~/domain/account/erase.server'
import { type Batch, type JobState, runJobs } from '~/domain/core/jobs.server'
import { applyLater, undoLater } from '~/domain/statements/apply.server'

class Killed extends Error {}

/** One batch of a statement's job, if there is one; killed, it is undone. */
export async function playBatch(limit: number, killed = false) {
  const play = async (tx: Tx) => {
    const job = await tx.job.findFirst({ where: { kind: { in: ['apply_statement', 'undo_statement'] } } })
    if (!job) return
    const batch: Batch = job.kind === 'apply_statement' ? applyLater : undoLater
    const { count, state } = await batch(tx, { ...job, state: job.state as JobState }, limit)
    if (state)
      await tx.job.update({ where: { id: job.id }, data: { state, doneCount: { increment: count } } })
    else await tx.job.delete({ where: { id: job.id } })
    if (killed) throw new Killed()
  }
  await db.$transaction(play).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error
  })
}

const notOurs: Batch = async () => ({ count: 0, state: null })

/** All that is left of them, and of people who leave. */
export const finishJobs = () =>
  runJobs({
    batches: {
      settle_badges: notOurs,
      delete_account: eraseLater,
      apply_statement: applyLater,
      undo_statement: undoLater,
      announce_post: notOurs,
    },
    report: (_job, error) => {
      throw error
    },
    goesOn: () => true,
  })
