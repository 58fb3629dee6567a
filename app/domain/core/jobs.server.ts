import type { JobKind, Prisma } from '#prisma'
import { db, type Tx } from '~/db/client.server'

/** Where a job goes on: what its own kind wrote there. */
export type JobState = Prisma.JsonObject
type TriedJob = Job & { failures: number }
export type Job = { id: string; kind: JobKind; subjectId: string; state: JobState }

/** So many rows of a job in one transaction, or people with all their letters: how many there were, and where to go on, null where nothing is left. */
export type Batch = (tx: Tx, job: Job, limit: number) => Promise<{ count: number; state: JobState | null }>

const BATCH_SIZE = 200
const FIRST_BATCH_SIZE = 50
const MAX_HALVINGS = 8
const RETRY_AFTER_SECONDS = 10
const MAX_RETRY_AFTER_SECONDS = 600

let wake: () => unknown = () => undefined

/** What takes up jobs in this process, if anything does. */
export function onJobs(act: () => unknown) {
  wake = act
}

/** After the act that left a job has committed. */
export function wakeJobs() {
  wake()
}

export async function createJob(tx: Tx, kind: JobKind, subjectId: string, state: JobState): Promise<void> {
  await tx.job.create({ data: { kind, subjectId, state } })
}

/**
 * The first batch belongs to the act itself: where there is little to do, it is done with the act. Whether something is left. It waits for
 * no instance that has a job of the same subject and may itself wait for what this act has locked, and takes up none that failed.
 */
export async function runFirstBatch(
  tx: Tx,
  kind: JobKind,
  subjectId: string,
  batch: Batch,
): Promise<boolean> {
  const jobs = await tx.$queryRaw<Job[]>`
    SELECT id, kind, subject_id AS "subjectId", state FROM jobs
    WHERE kind = ${kind}::job_kind AND subject_id = ${subjectId}::uuid AND failures = 0 ORDER BY created_at, id FOR UPDATE SKIP LOCKED`
  let left = FIRST_BATCH_SIZE
  for (const job of jobs) {
    if (left > 0) left -= await advance(tx, job, batch, left)
  }
  return (await tx.job.count({ where: { kind, subjectId } })) > 0
}

type Running = {
  batches: Record<JobKind, Batch>
  report: (job: Pick<Job, 'id' | 'kind'>, error: unknown) => void
  goesOn: () => boolean
}

/**
 * Until no job can be gone on with, a transaction a batch: a lock on the job's row gives it to one instance, and where one dies
 * the next goes on. A job that fails waits, holds up none of the others, and is tried again with half the rows.
 */
export async function runJobs(running: Running): Promise<void> {
  while (running.goesOn() && (await runNextBatch(running))) {}
}

async function runNextBatch({ batches, report, goesOn }: Running): Promise<boolean> {
  let job: TriedJob | undefined
  try {
    return await db.$transaction(async (tx) => {
      job = await lockNextJob(tx)
      if (job)
        await advance(
          tx,
          job,
          batches[job.kind],
          Math.max(1, BATCH_SIZE >> Math.min(job.failures, MAX_HALVINGS)),
        )
      return job !== undefined
    })
  } catch (error) {
    if (!job) throw error
    // Cut short by the end of the process: whoever comes next goes on with it.
    if (!goesOn()) return false
    report(job, error)
    await postpone(job)
    return true
  }
}

/** Those that fail come last, then those of which most is done: none waits for a long one to end. */
async function lockNextJob(tx: Tx): Promise<TriedJob | undefined> {
  const [job] = await tx.$queryRaw<TriedJob[]>`
    SELECT id, kind, subject_id AS "subjectId", state, failures FROM jobs WHERE retry_at IS NULL OR retry_at <= now()
    ORDER BY failures, done_count, id LIMIT 1 FOR UPDATE SKIP LOCKED`
  return job
}

async function advance(tx: Tx, job: Job, batch: Batch, limit: number): Promise<number> {
  const { count, state } = await batch(tx, job, limit)
  const { id } = job
  if (state === null) await tx.job.delete({ where: { id } })
  else {
    const doneCount = { increment: count }
    await tx.job.update({ where: { id }, data: { state, doneCount, failures: 0, retryAt: null } })
  }
  return count
}

async function postpone({ id }: Job) {
  await db.$executeRaw`
    UPDATE jobs SET failures = failures + 1,
      retry_at = now() + least((failures + 1) * ${RETRY_AFTER_SECONDS}::int, ${MAX_RETRY_AFTER_SECONDS}::int) * interval '1 second'
    WHERE id = ${id}::uuid`
}
