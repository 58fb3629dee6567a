import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { retainFile, stageFile } from '~/domain/files/stored-file.server'
import { toSquare, type Unusable } from '~/files/media.server'
import { iconPath } from './badge'

/** Thrice what stands beside a name on the sharpest screens. */
const SIDE_PX = 128
const MAX_BYTES = 5 * 1024 * 1024
const MAX_ICONS = 20

const WORDS: Record<Unusable, string> = {
  unknown: '그림은 JPG, PNG, WebP, GIF만 올릴 수 있어요',
  broken: '그림을 읽지 못했어요. 다른 그림을 올려 주세요',
  too_large: '그림이 너무 커요. 5MB, 5천만 화소까지 올릴 수 있어요',
}

/**
 * Draws a creator's picture anew as a small square for a badge: `{icon}`, what a tier may name. Refusals: `forbidden` (no channel),
 * `invalid` (no picture, or one that cannot be read), `conflict` (20 wait for a tier already).
 */
export async function addIcon(viewer: Viewer, picture: Buffer | undefined): Promise<{ icon: string }> {
  const { id: channelId } = requireOwnChannel(viewer)
  const { bytes, mediaType } = await squareOf(picture)
  const file = await stageFile(bytes, mediaType)
  const { id } = await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    if ((await tx.badgeIcon.count({ where: { channelId } })) >= MAX_ICONS)
      refuse('conflict', {
        detail: `그림은 ${MAX_ICONS}개까지 둘 수 있어요. 배지를 저장하면 쓰지 않는 그림이 지워져요`,
      })
    await retainFile(tx, file)
    return tx.badgeIcon.create({ data: { channelId, ...file } })
  })
  return { icon: iconPath(id) }
}

async function squareOf(picture: Buffer | undefined) {
  if (!picture || picture.length === 0) return invalid('그림을 골라 주세요')
  if (picture.length > MAX_BYTES) return invalid(WORDS.too_large)
  const square = await toSquare(picture, SIDE_PX)
  return typeof square === 'string' ? invalid(WORDS[square]) : square
}

const invalid = (message: string) => refuse('invalid', { errors: [{ path: 'image', message }] })
