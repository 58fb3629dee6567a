import type { z } from 'zod'
import { db, query, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, runtimeSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { chooseAutoConfirmMode } from './auto-confirm.server'
import type { blocksQuery, settingsInput } from './input'
import { channelView } from './presenter.server'
import { getSettings, type Settings } from './settings.server'

/** Everybody on CHZZK owns the channel of their own id (docs/chzzk.md §3.1). Leans on prisma/functions/badges.sql. */
export async function openChannel(viewer: Viewer) {
  const { id: ownerId, chzzkUserId: chzzkChannelId, displayName: name } = viewer
  const opening = { name, ownerId, openedAt: new Date() }
  const closed = { OR: [{ openedAt: null }, { ownerId: { not: ownerId } }] }
  return db.$transaction(async (tx) => {
    const made = await tx.channel.createMany({ data: { chzzkChannelId, ...opening }, skipDuplicates: true })
    const opened = await tx.channel.updateMany({ where: { chzzkChannelId, ...closed }, data: opening })
    await tx.user.updateMany({ where: { id: ownerId, role: 'viewer' }, data: { role: 'creator' } })
    const channel = await tx.channel.findUniqueOrThrow({ where: { chzzkChannelId } })
    return { channel: channelView(channel, false), replayed: made.count + opened.count === 0 }
  })
}

/** Writers follow one another, none writes into a channel that closes meanwhile, and rows that only point at it do not wait. Refusal: `signed_out`. */
export async function lockOwnChannel(tx: Tx, { id, channel }: Viewer) {
  const own = await tx.$queryRaw<object[]>`
    SELECT id FROM channels WHERE id = ${channel?.id}::uuid AND owner_id = ${id}::uuid AND opened_at IS NOT NULL FOR NO KEY UPDATE`
  if (own.length === 0) refuse('signed_out')
}

/** Without a session mode that one stays (PUT /creator/settings). Refusals: `forbidden`, `invalid` (no such tier). */
export async function saveSettings(
  viewer: Viewer,
  { sessionMode, ...settings }: z.infer<typeof settingsInput>,
): Promise<Settings> {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    await tierIsThere(tx, channelId, settings.fromTier)
    await tx.channelSettings.upsert({
      where: { channelId },
      create: { channelId, ...settings },
      update: settings,
    })
  })
  if (sessionMode) await chooseAutoConfirmMode(viewer, sessionMode)
  return getSettings(channelId)
}

async function tierIsThere(tx: Tx, channelId: string, tier: number) {
  const { _max: highest } = await tx.badge.aggregate({ where: { channelId }, _max: { tier: true } })
  if (tier > (highest.tier ?? 1))
    refuse('invalid', { errors: [{ path: 'fromTier', message: 'unknown_tier' }] })
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

const blocksSql = `
  SELECT b.user_id AS id, b.created_at AS at, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName" FROM (
    SELECT user_id, created_at FROM blocks WHERE channel_id = ${runtimeSql(1, 'uuid')} AND ${keysetBeforeSql('created_at', 'user_id', 2)}
    ORDER BY created_at DESC, user_id DESC LIMIT $4) b
  JOIN users u ON u.id = b.user_id ORDER BY b.created_at DESC, b.user_id DESC`

/** The last blocked first (GET /block). */
export async function listBlocks(viewer: Viewer, { cursor, limit }: z.infer<typeof blocksQuery>) {
  type Row = { id: string; at: Date; chzzkUserId: string; displayName: string }
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await query<Row>('blocks', blocksSql, [channelId, ...keysetValues(cursor), limit + 1])
  const { items, nextCursor } = toPage(rows, limit, (last) => last)
  return {
    items: items.map(({ id, at, ...person }) => ({ ...person, createdAt: at.toISOString() })),
    nextCursor,
  }
}
