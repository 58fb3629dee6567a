import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { refuseFullQueue, type StoredFile } from '~/domain/files/file'
import { retainFile, stageFile } from '~/domain/files/stored-file.server'
import { toSquare, type Unusable } from '~/files/media.server'
import { store } from '~/files/store.server'
import { iconPath, isDrawn } from './badge'

const SIDE_PX = 128
const MAX_MEGABYTES = 5
const MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
const MAX_ICONS = 20

const UNUSABLE: Record<Unusable, string> = {
  unknown: 'picture_unknown',
  broken: 'picture_broken',
  too_large: `picture_too_large:${MAX_MEGABYTES}`,
}

/** Drawn anew as a small square (POST /badges/icons). */
export async function createIcon(viewer: Viewer, picture: Buffer | undefined): Promise<{ icon: string }> {
  const { id: channelId } = requireOwnChannel(viewer)
  const { bytes, mediaType } = await squareOf(picture)
  const file = await stageFile(bytes, mediaType)
  const { id } = await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    if ((await tx.badgeIcon.count({ where: { channelId } })) >= MAX_ICONS)
      refuse('conflict', { because: 'too_many_badge_icons', params: { max: MAX_ICONS } })
    await retainFile(tx, file)
    return tx.badgeIcon.create({ data: { channelId, ...file } })
  })
  return { icon: iconPath(id) }
}

async function squareOf(picture: Buffer | undefined) {
  if (!picture || picture.length === 0) return refuseImage('choose_picture')
  if (picture.length > MAX_BYTES) return refuseImage(`picture_too_large:${MAX_MEGABYTES}`)
  const square = await toSquare(picture, SIDE_PX).catch(refuseFullQueue)
  return typeof square === 'string' ? refuseImage(UNUSABLE[square]) : square
}

const refuseImage = (message: string) => refuse('invalid', { errors: [{ path: 'image', message }] })

export async function listIcons(channelId: string, from: Tx = db): Promise<string[]> {
  const icons = await from.badgeIcon.findMany({ where: { channelId }, orderBy: { id: 'desc' } })
  return icons.map(({ id }) => iconPath(id))
}

/** For everybody while the channel is open. */
export async function getIconFile(id: string): Promise<StoredFile> {
  const icon = await db.badgeIcon.findFirst({ where: { id, channel: { openedAt: { not: null } } } })
  const { key, mediaType, sizeBytes, sha256 } = icon ?? refuse('not_found')
  return { mediaType, sizeBytes, sha256, read: (span) => store.get(key, span) }
}

/** Refuses another channel's pictures; those that no tier shows go. Leans on prisma/functions/rewards.sql. */
export async function assignIcons(tx: Tx, channelId: string, icons: string[]) {
  const uploaded = new Set(await listIcons(channelId, tx))
  const foreign = icons.findIndex((icon) => !isDrawn(icon) && !uploaded.has(icon))
  if (foreign >= 0) {
    refuse('invalid', { errors: [{ path: `tiers.${foreign}.icon`, message: 'choose_picture_again' }] })
  }
  const kept = icons.filter((icon) => uploaded.has(icon)).map((icon) => icon.slice(iconPath('').length))
  await tx.badgeIcon.deleteMany({ where: { channelId, id: { notIn: kept } } })
}
