import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { query as ask, db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { findMissingCheese } from '~/domain/badges/standing.server'
import { listTiersOf } from '~/domain/badges/tiers.server'
import { keysetBeforeSql, keysetValues, pageSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { ownRewardsQuery, rewardsQuery } from './input'
import { type Opens, opensOf, type RewardRow, toOwnReward, toReward, withOwnParts } from './presenter'

/** As person $1 may have them: what is locked leaves the database without its text, files, link and coupon. */
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

/** The gate is asked of the page's rewards alone. */
const LIST = `
  SELECT reward.* FROM (${pageSql(
    `SELECT l.id, l.created_at FROM contents l
    WHERE l.channel_id = (SELECT o.id FROM channels o WHERE o.chzzk_channel_id = $2 AND o.opened_at IS NOT NULL)
      AND l.deleted_at IS NULL AND ${keysetBeforeSql('l.created_at', 'l.id', 3)}
    ORDER BY l.created_at DESC, l.id DESC`,
    5,
  )}) listed
  CROSS JOIN LATERAL (${rewardSql} AND c.id = listed.id OFFSET 0) reward
  ORDER BY listed.created_at DESC, listed.id DESC`

/** A channel that is not open has none (GET /contents). */
export async function listRewards(
  viewer: Viewer | null,
  { chzzkChannelId, cursor, limit }: z.infer<typeof rewardsQuery>,
) {
  const values = [viewer?.id ?? null, chzzkChannelId, ...keysetValues(cursor), limit + 1]
  const rows = await ask<RewardRow>('contents', LIST, values)
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(toReward), nextCursor }
}

/** Refusal: `not_found` (deleted, or its channel is closed) (GET /contents/:id). */
export async function getReward(viewer: Viewer | null, id: string) {
  return toReward(await readRow(viewer, id))
}

/** `missing`: the cheese this person is short of; null where it is open or cheese opens nothing. Refusal: `not_found`. */
export async function getRewardPage(viewer: Viewer | null, chzzkChannelId: string, id: string) {
  const row = await readRow(viewer, id)
  if (row.chzzkChannelId !== chzzkChannelId) refuse('not_found')
  const { channelId, channelName, tier, open } = row
  const short = open || tier === null ? null : await findMissingCheese(channelId, viewer?.id ?? null, tier)
  return { reward: toReward(row), channelName, missing: short?.missing ?? null }
}

async function readRow(viewer: Viewer | null, id: string) {
  const [row] = await ask<RewardRow>('content', `${rewardSql} AND c.id = $2`, [viewer?.id ?? null, id])
  return row ?? refuse('not_found')
}

const listed = {
  badge: true,
  files: { select: { kind: true } },
  _count: { select: { coupons: true } },
} satisfies Prisma.RewardInclude

const ownSql = pageSql(
  `SELECT id, created_at AS at FROM contents
  WHERE channel_id = $1 AND deleted_at IS NULL AND ${keysetBeforeSql('created_at', 'id', 2)}
  ORDER BY created_at DESC, id DESC`,
  4,
)

/** With how many coupons are left of each (GET /creator/contents). Refusal: `forbidden`. */
export async function listOwnRewards(viewer: Viewer, { cursor, limit }: z.infer<typeof ownRewardsQuery>) {
  const { id: channelId } = requireOwnChannel(viewer)
  const values = [channelId, ...keysetValues(cursor), limit + 1]
  const places = await ask<{ id: string; at: Date }>('contents_own', ownSql, values)
  const { items, nextCursor } = toPage(places, limit, (last) => last)
  const ids = items.map(({ id }) => id)
  const [rows, left] = await Promise.all([
    db.reward.findMany({
      where: { id: { in: ids }, channelId, deletedAt: null },
      include: listed,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
    countLeft(ids),
  ])
  return { items: rows.map((row) => listItem(row, left.get(row.id) ?? 0)), nextCursor }
}

/** With who got its coupons and when (GET /creator/contents/:id). Refusal: `not_found`. */
export async function getOwnReward({ channel }: Viewer, id: string) {
  const channelId = channel?.id ?? refuse('not_found')
  const row = await db.reward.findFirst({ where: { id, channelId, deletedAt: null }, include: withOwnParts })
  return row ? toOwnReward(row) : refuse('not_found')
}

async function countLeft(ids: string[]) {
  const counts = await db.rewardCoupon.groupBy({
    by: ['rewardId'],
    where: { rewardId: { in: ids }, claimedAt: null },
    _count: true,
  })
  return new Map(counts.map(({ rewardId, _count }) => [rewardId, _count]))
}

function listItem(row: Prisma.RewardGetPayload<{ include: typeof listed }>, left: number) {
  const { id, title, badge, files, _count, createdAt, updatedAt } = row
  const kinds = files.map(({ kind }) => kind)
  const gate = {
    tier: badge?.tier ?? null,
    tierName: badge?.name ?? null,
    threshold: badge?.thresholdCheese ?? null,
  }
  return {
    id,
    title,
    opens: opensOf(gate),
    hasImage: kinds.includes('image'),
    hasAudio: kinds.includes('audio'),
    coupon: _count.coupons > 0 ? { left, total: _count.coupons } : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export async function listGates(channelId: string): Promise<Opens[]> {
  const tiers = await listTiersOf(channelId)
  return [...tiers.map(({ tier, name, thresholdAmount }) => ({ tier, name, thresholdAmount })), { vip: true }]
}
