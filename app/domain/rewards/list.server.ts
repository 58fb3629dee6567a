import type { z } from 'zod'
import { query as ask } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findMissingCheese } from '~/domain/badges/standing.server'
import { keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { rewardsQuery } from './input'
import { type RewardRow, toReward } from './presenter'

/**
 * Rewards as person $1 may have them: what is locked to them leaves the database without its text, files, link and
 * coupon. Who uses it adds which.
 */
export const rewardSql = `
  SELECT c.id, c.title, c.created_at AS "createdAt", ch.chzzk_channel_id AS "chzzkChannelId", ch.name AS "channelName", ch.id AS "channelId",
    c.gate_vip AS "gateVip", b.tier, b.name AS "tierName", b.threshold_cheese AS threshold, gate.open,
    CASE WHEN gate.open THEN c.body END AS body,
    CASE WHEN gate.open THEN c.link END AS link,
    CASE WHEN gate.open THEN (SELECT json_agg(json_build_object('kind', f.kind, 'mediaType', f.media_type,
      'sizeBytes', f.size_bytes, 'width', f.width, 'height', f.height)) FROM content_files f WHERE f.content_id = c.id) END AS files,
    CASE WHEN gate.open THEN (SELECT json_build_object('total', count(*), 'left', count(*) FILTER (WHERE k.claimed_at IS NULL))
      FROM content_coupons k WHERE k.content_id = c.id) END AS coupons,
    CASE WHEN gate.open THEN (SELECT json_build_object('code', k.code, 'claimedAt', k.claimed_at)
      FROM content_coupons k WHERE k.content_id = c.id AND k.claimed_by = $1) END AS mine
  FROM contents c
  JOIN channels ch ON ch.id = c.channel_id AND ch.opened_at IS NOT NULL
  LEFT JOIN badges b ON b.channel_id = c.channel_id AND b.tier = c.gate_tier
  CROSS JOIN LATERAL (SELECT reward_open_to(c, $1) AS open OFFSET 0) gate
  WHERE c.deleted_at IS NULL`

const LIST = `${rewardSql} AND ch.chzzk_channel_id = $2 AND ${keysetBeforeSql('c.created_at', 'c.id', 3)}
  ORDER BY c.created_at DESC, c.id DESC LIMIT $5`

/**
 * A channel's rewards as this person, or somebody who has not said who they are, may have them, newest first:
 * `{items, nextCursor}`; a channel that is not open has none (GET /contents).
 */
export async function listRewards(
  viewer: Viewer | null,
  { chzzkChannelId, cursor, limit }: z.infer<typeof rewardsQuery>,
) {
  const values = [viewer?.id ?? null, chzzkChannelId, ...keysetValues(cursor), limit + 1]
  const rows = await ask<RewardRow>('contents', LIST, values)
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(toReward), nextCursor }
}

/** One reward as this person may have it. Refusal: `not_found` (deleted, or its channel is closed) (GET /contents/:id). */
export async function getReward(viewer: Viewer | null, id: string) {
  return toReward(await readRow(viewer, id))
}

/**
 * The same for its page, with whose it is, and where it is locked the cheese that they are short of, null for nobody in
 * particular and where cheese opens nothing. Refusal: `not_found` (also under another channel's address).
 */
export async function getRewardPage(viewer: Viewer | null, chzzkChannelId: string, id: string) {
  const row = await readRow(viewer, id)
  if (row.chzzkChannelId !== chzzkChannelId) refuse('not_found')
  const { channelId, channelName, tier, open } = row
  const short = open || tier === null ? null : await findMissingCheese(channelId, viewer?.id ?? null, tier)
  return { content: toReward(row), channelName, missing: short?.missing ?? null }
}

async function readRow(viewer: Viewer | null, id: string) {
  const [row] = await ask<RewardRow>('content', `${rewardSql} AND c.id = $2`, [viewer?.id ?? null, id])
  return row ?? refuse('not_found')
}
