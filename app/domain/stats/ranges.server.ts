import { patientDb, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'

/** The three ranges move together. */
const MOVED =
  'SELECT 1 AS here FROM channel_ranges WHERE channel_id = $1 AND range_days = 7 AND last_day = $2'

const MAX_TRIES = 3

/**
 * What `read` finds while the people of ranges are those of this day. They are kept by the database (prisma/functions/ranges.sql): begun at a
 * channel's first question for them, moved at the first of a day, perhaps by another who reads. Not within a snapshot, which may not write.
 */
export async function withRanges<T>(viewer: Viewer, now: Date, read: () => Promise<T>): Promise<T> {
  const values = [requireOwnChannel(viewer).id, kstDayOf(now)] as const
  const areOfToday = async () =>
    (await query<{ here: number }>('ranges_moved', MOVED, [...values])).length > 0
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (!(await areOfToday())) await move(...values)
    const found = await read()
    if (await areOfToday()) return found
  }
  throw new Error('Others moved the ranges again and again')
}

const move = (channelId: string, today: string) =>
  patientDb().$executeRaw`SELECT move_ranges(${channelId}::uuid, ${today}::date)`
