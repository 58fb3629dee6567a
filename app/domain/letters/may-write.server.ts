import type { Channel } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { findMissingCheese } from '~/domain/badges/missing.server'
import { getStanding } from '~/domain/badges/standing.server'
import { isBlocked } from '~/domain/channels/block.server'
import { getSettings } from '~/domain/channels/settings.server'
import { cheese } from '~/domain/core/cheese'
import { kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { Refusal } from '~/domain/core/refusal'

const MAX_A_DAY = 20
const MAX_WHILE_NEW = 3
const NEW_FOR_MS = 24 * 60 * 60 * 1000

/**
 * Why this person, or somebody who has not said who they are, may not write a letter to the channel now, or null: told
 * before they write and asked again when they send. `forbidden` (their own channel, or who may write), `blocked`, `rate_limited` (20 letters a day and channel; 3 in
 * an account's first 24 hours).
 */
export async function letterRefusal(viewer: Viewer | null, channel: Channel, from: Tx = db) {
  if (!viewer) return settingRefusal(null, channel.id, from)
  if (channel.ownerId === viewer.id) return no('내 채널에는 편지를 보낼 수 없어요')
  if (await isBlocked(viewer.id, channel.id, from)) return new Refusal('blocked')
  return (await settingRefusal(viewer, channel.id, from)) ?? (await tooManyRefusal(viewer, channel.id, from))
}

async function settingRefusal(viewer: Viewer | null, channelId: string, from: Tx) {
  const { whoMayWrite, fromTier } = await getSettings(channelId, from)
  if (whoMayWrite === 'nobody') return no('지금은 편지를 받지 않는 채널이에요')
  if (whoMayWrite === 'everyone' || !viewer) return null
  const { tier, vip } = await getStanding(channelId, viewer.id, from)
  if (vip) return null
  if (whoMayWrite === 'badge') {
    if (tier !== null && tier >= fromTier) return null
    const words = await badgeWords(channelId, viewer.id, fromTier, from)
    return no(words)
  }
  const supported = await from.donation.count({
    where: { channelId, donorId: viewer.id, status: 'CONFIRMED' },
  })
  return supported > 0 ? null : no(SUPPORTERS)
}

const SUPPORTERS = '후원이 확인된 분만 편지를 보낼 수 있는 채널이에요'

/** What a channel asks of whoever writes, for somebody who has not said who they are; null where it asks nothing. */
export async function writerRequirements(channelId: string) {
  const { whoMayWrite, fromTier } = await getSettings(channelId)
  if (whoMayWrite === 'supporters') return SUPPORTERS
  return whoMayWrite === 'badge' ? badgeWords(channelId, null, fromTier, db) : null
}

async function badgeWords(channelId: string, userId: string | null, tier: number, from: Tx) {
  const wanted = await findMissingCheese(channelId, userId, tier, from)
  const first = `${wanted?.name ?? `${tier}단계`} 배지부터 편지를 쓸 수 있어요`
  if (!wanted?.missing) return first
  return `${first}. 확인된 후원이 ${cheese(wanted.missing)} 더 모이면 열려요`
}

async function tooManyRefusal(viewer: Viewer, channelId: string, from: Tx) {
  const now = new Date()
  const today = kstDayBounds(kstDayOf(now))
  const count = (since: Date, channel?: string) =>
    from.message.count({
      where: { authorId: viewer.id, channelId: channel, type: 'dm', createdAt: { gte: since } },
    })
  const sent = await count(today.from, channelId)
  if (sent >= MAX_A_DAY) {
    const detail = `한 채널에 하루 ${MAX_A_DAY}통까지 보낼 수 있어요. 내일 다시 보내 주세요`
    return tooMany(detail, today.to, now)
  }
  const { agreedAt } = await from.user.findUniqueOrThrow({ where: { id: viewer.id } })
  const begun = agreedAt ?? now
  const grown = new Date(begun.getTime() + NEW_FOR_MS)
  if (grown <= now || (await count(begun)) < MAX_WHILE_NEW) return null
  return tooMany(`가입하고 하루 동안은 ${MAX_WHILE_NEW}통까지 보낼 수 있어요`, grown, now)
}

const no = (detail: string) => new Refusal('forbidden', { detail })

function tooMany(detail: string, until: Date, now: Date) {
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  return new Refusal('rate_limited', { detail, retryAfterSeconds })
}
