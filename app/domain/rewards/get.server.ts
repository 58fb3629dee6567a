import { query as ask } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findMissingCheese } from '~/domain/badges/missing.server'
import { refuse } from '~/domain/core/refusal'
import { type RewardRow, toReward } from './presenter'
import { rewardSql } from './reward-sql'

/** One reward as this person may have it. Refusal: `not_found` (deleted, or its channel is closed) (api.md GET /contents/:id). */
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
