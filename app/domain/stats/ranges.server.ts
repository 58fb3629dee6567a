import { patientDb, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'

/** The three ranges move together. */
const MOVED =
  'SELECT 1 AS here FROM channel_ranges WHERE channel_id = $1 AND range_days = 7 AND last_day = $2'

/**
 * People of a range are kept by the database (prisma/functions/ranges.sql): begun at a channel's first question for them, moved at the first
 * of a day. To be asked outside a snapshot, which may not write.
 */
export async function ensureRanges(viewer: Viewer, now: Date) {
  const { id: channelId } = requireOwnChannel(viewer)
  const today = kstDayOf(now)
  const moved = await query<{ here: number }>('ranges_moved', MOVED, [channelId, today])
  if (moved.length > 0) return
  await patientDb().$executeRaw`SELECT move_ranges(${channelId}::uuid, ${today}::date)`
}
