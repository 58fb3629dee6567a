import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import type { StoredFile } from '~/domain/files/file'
import { store } from '~/files/store.server'
import { iconPath, isDrawn } from './badge'

/** The pictures that a creator brought, as tiers name them, the latest first. */
export async function listIcons(channelId: string, from: Tx = db): Promise<string[]> {
  const icons = await from.badgeIcon.findMany({ where: { channelId }, orderBy: { id: 'desc' } })
  return icons.map(({ id }) => iconPath(id))
}

/** A badge's picture, which everybody may see. Refusal: `not_found`, also once its channel is closed. */
export async function getIconFile(id: string): Promise<StoredFile> {
  const icon = await db.badgeIcon.findFirst({ where: { id, channel: { openedAt: { not: null } } } })
  const { key, mediaType, sizeBytes, sha256 } = icon ?? refuse('not_found')
  return { mediaType, sizeBytes, sha256, read: (span) => store.get(key, span) }
}

/** Tiers show drawn badges and pictures of their own channel; the pictures that none shows go. Refusal: `invalid`. */
export async function assignIcons(tx: Tx, channelId: string, icons: string[]) {
  const own = new Set(await listIcons(channelId, tx))
  const foreign = icons.findIndex((icon) => !isDrawn(icon) && !own.has(icon))
  if (foreign >= 0) {
    refuse('invalid', { errors: [{ path: `tiers.${foreign}.icon`, message: '그림을 다시 골라 주세요' }] })
  }
  const kept = icons.filter((icon) => own.has(icon)).map((icon) => icon.slice(iconPath('').length))
  await tx.badgeIcon.deleteMany({ where: { channelId, id: { notIn: kept } } })
}
