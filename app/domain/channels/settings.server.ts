import type { z } from 'zod'
import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { settingsInput } from './input'

export type Settings = Required<z.infer<typeof settingsInput>>

const DEFAULTS: Settings = {
  whoMayWrite: 'everyone',
  fromTier: 1,
  sessionMode: 'off',
  allowLinks: false,
  retweetsADay: 20,
  blockedWords: [],
  allowedWords: [],
}

export async function getSettings(channelId: string, from: Tx = db): Promise<Settings> {
  const kept = await from.channelSettings.findUnique({ where: { channelId } })
  if (!kept) return DEFAULTS
  const { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords } = kept
  return { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords }
}

/** Also removes the channel from their favourites (POST /block). Refusals: `not_found`, `forbidden` (oneself). */
export async function blockPerson(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  if (chzzkUserId === viewer.chzzkUserId) refuse('forbidden', { because: 'cannot_block_self' })
  const person = await db.user.findUnique({ where: { chzzkUserId } })
  const userId = person?.id ?? refuse('not_found')
  await db.$transaction([
    db.block.createMany({ data: { channelId, userId }, skipDuplicates: true }),
    db.follow.deleteMany({ where: { channelId, userId } }),
  ])
}

export async function unblockPerson(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.block.deleteMany({ where: { channelId, user: { chzzkUserId } } })
}

export async function listBlocks(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const blocks = await db.block.findMany({
    where: { channelId },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'desc' },
  })
  return { items: blocks.map(({ user, createdAt }) => ({ ...user, createdAt: createdAt.toISOString() })) }
}

export async function isBlocked(userId: string, channelId: string, from: Tx = db) {
  return (await from.block.count({ where: { channelId, userId } })) > 0
}
