import type { z } from 'zod'
import { query as ask } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { LAST_ID, toPage } from '~/domain/core/keyset'
import type { rewardsQuery } from './input'
import { type RewardRow, toReward } from './presenter'
import { rewardSql } from './reward-sql'

const LIST = `${rewardSql} AND ch.chzzk_channel_id = $2 AND (c.created_at, c.id) < ($3::timestamptz, $4::uuid)
  ORDER BY c.created_at DESC, c.id DESC LIMIT $5`

/**
 * A channel's rewards as this person, or somebody who has not said who they are, may have them, newest first:
 * `{items, nextCursor}`; a channel that is not open has none (api.md GET /contents).
 */
export async function listRewards(
  viewer: Viewer | null,
  { chzzkChannelId, cursor, limit }: z.infer<typeof rewardsQuery>,
) {
  const from = [cursor?.at ?? 'infinity', cursor?.id ?? LAST_ID]
  const values = [viewer?.id ?? null, chzzkChannelId, ...from, limit + 1]
  const rows = await ask<RewardRow>('contents', LIST, values)
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(toReward), nextCursor }
}
