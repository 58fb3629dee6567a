import { db, type Tx } from '~/db/client.server'
import { type Batch, type JobState, runFirstBatch } from '~/domain/core/jobs.server'

const KIND = 'settle_badges'

type Settled = { peopleCount: number; rest: JobState | null }

/** The next people whom changed tiers can touch: their badges and the place of their letters (prisma/functions/badges.sql). */
export const settleBadges: Batch = async (tx, { subjectId, state }, limit) => {
  const [settled] = await tx.$queryRaw<Settled[]>`
    SELECT people_count AS "peopleCount", rest
    FROM settle_badges(${subjectId}::uuid, ${JSON.stringify(state)}::jsonb, ${limit}::int)`
  if (!settled) throw new Error('settling did not answer')
  return { count: settled.peopleCount, state: settled.rest }
}

/** In the act that changed the tiers. Whether somebody is left to a job. */
export function settleFirst(tx: Tx, channelId: string): Promise<boolean> {
  return runFirstBatch(tx, KIND, channelId, settleBadges)
}

/** Whether some in this channel still wear the badge that the tiers of before gave them. */
export async function isSettling(channelId: string): Promise<boolean> {
  return (await db.job.count({ where: { kind: KIND, subjectId: channelId } })) > 0
}
