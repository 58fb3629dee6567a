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

/** The newest first. */
export const favouritesSql = (person: string) => `
  ${channelSql} JOIN follows f ON f.channel_id = c.id WHERE f.user_id = ${person}
  ORDER BY f.created_at DESC LIMIT ${MAX_LISTED}`
