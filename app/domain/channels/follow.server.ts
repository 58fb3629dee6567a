import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { channelSql, ensureChannel } from './find.server'
import { isBlocked } from './settings.server'

const MAX_LISTED = 100

/** Refusals: `blocked`, those of `ensureChannel`. Leans on prisma/functions/accounts.sql. */
export async function followChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await ensureChannel(chzzkChannelId)
  if (await isBlocked(viewer.id, id)) refuse('blocked', { because: 'blocked_follow' })
  await db.follow.createMany({ data: { userId: viewer.id, channelId: id }, skipDuplicates: true })
  return { followedByMe: true }
}

export async function unfollowChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await ensureChannel(chzzkChannelId)
  await db.follow.deleteMany({ where: { userId: viewer.id, channelId: id } })
  return { followedByMe: false }
}

/** Opened, or not on Melt yet: not what a deleted account left. */
export const IS_THERE = { OR: [{ openedAt: { not: null } }, { ownerId: null }] }

/** The newest first, of those that are there. */
export const favouritesSql = (person: string) => `
  ${channelSql}
  JOIN (SELECT f.channel_id, f.created_at FROM follows f
    WHERE f.user_id = ${person} AND (SELECT c.opened_at IS NOT NULL OR c.owner_id IS NULL FROM channels c WHERE c.id = f.channel_id)
    ORDER BY f.created_at DESC LIMIT ${MAX_LISTED}) f ON f.channel_id = c.id
  ORDER BY f.created_at DESC`
