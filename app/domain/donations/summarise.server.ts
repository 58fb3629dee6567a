import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf, type Range, startOfRange } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { INTENT_LIFE_MS } from './status'

const BEGINNING = '2000-01-01'
const CONFIRMED = `
  SELECT coalesce(sum(count), 0)::bigint AS count, coalesce(sum(sum_cheese), 0)::bigint AS sum
  FROM channel_days WHERE channel_id = $1 AND day >= $2`

/**
 * A creator's donations of a range in numbers: `{confirmed: {count, sum}, occurred: {count}, pending: {count}}`, the sum
 * in cheese, `pending` the intents that are still open. Refusals: `not_found` (another's channel), `forbidden`.
 */
export async function summariseDonations(viewer: Viewer, chzzkChannelId: string | undefined, range: Range) {
  const channelId = channelOf(viewer, chzzkChannelId)
  const now = new Date()
  const since = startOfRange(range, now) ?? undefined
  const [confirmed, occurred, pending] = await Promise.all([
    query<{ count: number; sum: number }>('donations_confirmed', CONFIRMED, [
      channelId,
      since ? kstDayOf(since) : BEGINNING,
    ]),
    db.donation.count({ where: { channelId, occurredAt: { gte: since }, status: 'OCCURRED' } }),
    db.donationIntent.count({
      where: {
        channelId,
        donation: null,
        dismissedAt: null,
        createdAt: { gt: new Date(now.getTime() - INTENT_LIFE_MS) },
      },
    }),
  ])
  return {
    confirmed: confirmed[0] ?? { count: 0, sum: 0 },
    occurred: { count: occurred },
    pending: { count: pending },
  }
}

function channelOf({ channel }: Viewer, chzzkChannelId: string | undefined): string {
  if (!channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  return [undefined, channel.chzzkChannelId].includes(chzzkChannelId) ? channel.id : refuse('not_found')
}
