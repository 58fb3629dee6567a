import type { z } from 'zod'
import type { Channel } from '#prisma'
import { db, lockUser, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findMissingCheese, getStanding } from '~/domain/badges/standing.server'
import { requireOpenChannel } from '~/domain/channels/find.server'
import { getSettings, isBlocked } from '~/domain/channels/settings.server'
import { findReplayed } from '~/domain/core/idempotency.server'
import { DAY_MS, kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { type Because, Refusal } from '~/domain/core/refusal'
import { checkText, findMessageByRequest, writeMessage } from '~/domain/messages/write.server'
import type { letterInput } from './input'

const RESEND_WINDOW_MS = 10 * 60 * 1000

type Letter = z.infer<typeof letterInput>

/** Replayed by `requestId`, or the same within ten minutes (POST /messages/dm). Leans on prisma/functions/letters.sql. */
export async function sendLetter(viewer: Viewer, letter: Letter) {
  const channel = await requireOpenChannel(letter.chzzkChannelId)
  const { heldBy } = await checkText(channel.id, letter.content)
  const sender = { authorId: viewer.id, channelId: channel.id }
  return db.$transaction(async (tx) => {
    // Each counts those before it, whichever channel they went to.
    await lockUser(tx, viewer.id)
    const earlier = await findEarlier(tx, sender, letter)
    if (earlier) return { messageId: earlier.id, replayed: true }
    const refusal = await letterRefusal(viewer, channel, tx)
    if (refusal) throw refusal
    const { content, allowRetweet, requestId } = letter
    const written = await writeMessage(
      tx,
      { ...sender, type: 'dm', visibility: 'private', content, allowRetweet, requestId: requestId ?? null },
      { heldBy, authorName: viewer.displayName },
    )
    return { messageId: written.id, replayed: false }
  })
}

type Sender = { authorId: string; channelId: string }

/** A letter with another answer to RTs is another letter, so that the author's choice holds. */
async function findEarlier(tx: Tx, sender: Sender, letter: Letter) {
  const { requestId, content, allowRetweet } = letter
  const replayed = await findReplayed(requestId, {
    find: (requestId) => findMessageByRequest(tx, sender.authorId, requestId),
    isSame: (earlier) =>
      earlier.channelId === sender.channelId &&
      earlier.content === content &&
      earlier.allowRetweet === allowRetweet,
    because: 'letter_already_sent',
  })
  if (replayed) return replayed
  const since = new Date(Date.now() - RESEND_WINDOW_MS)
  return tx.message.findFirst({
    where: { ...sender, type: 'dm', content, allowRetweet, createdAt: { gte: since } },
  })
}

const MAX_A_DAY = 20
const MAX_WHILE_NEW = 3
const NEW_ACCOUNT_MS = DAY_MS

/** Null where they may write: shown before they do, and checked again when they send. */
export async function letterRefusal(viewer: Viewer | null, channel: Channel, from: Tx = db) {
  if (!viewer) return settingRefusal(null, channel.id, from)
  if (channel.ownerId === viewer.id) return new Refusal('forbidden', { because: 'own_channel_letter' })
  if (await isBlocked(viewer.id, channel.id, from)) return new Refusal('blocked')
  return (
    (await settingRefusal(viewer, channel.id, from)) ?? (await letterLimitRefusal(viewer, channel.id, from))
  )
}

async function settingRefusal(viewer: Viewer | null, channelId: string, from: Tx) {
  const { whoMayWrite, fromTier } = await getSettings(channelId, from)
  if (whoMayWrite === 'nobody') return new Refusal('forbidden', { because: 'no_letters_now' })
  if (whoMayWrite === 'everyone' || !viewer) return null
  const { tier, vip } = await getStanding(channelId, viewer.id, from)
  if (vip) return null
  if (whoMayWrite === 'badge') {
    if (tier !== null && tier >= fromTier) return null
    return badgeRefusal(channelId, viewer.id, fromTier, from)
  }
  const supported = await from.donation.count({
    where: { channelId, donorId: viewer.id, status: 'CONFIRMED' },
  })
  return supported > 0 ? null : new Refusal('forbidden', { because: 'supporters_only' })
}

/** Shown before login; null where the channel asks nothing. */
export async function writerRequirements(channelId: string) {
  const { whoMayWrite, fromTier } = await getSettings(channelId)
  if (whoMayWrite === 'supporters') return new Refusal('forbidden', { because: 'supporters_only' })
  return whoMayWrite === 'badge' ? badgeRefusal(channelId, null, fromTier, db) : null
}

async function badgeRefusal(channelId: string, userId: string | null, tier: number, from: Tx) {
  const badge = await findMissingCheese(channelId, userId, tier, from)
  const params = { tier, missingCheese: badge?.missing ?? 0, ...(badge ? { badge: badge.name } : {}) }
  return new Refusal('forbidden', { because: 'badge_needed', params })
}

async function letterLimitRefusal(viewer: Viewer, channelId: string, from: Tx) {
  const now = new Date()
  const today = kstDayBounds(kstDayOf(now))
  const count = (since: Date, channel?: string) =>
    from.message.count({
      where: { authorId: viewer.id, channelId: channel, type: 'dm', createdAt: { gte: since } },
    })
  const sent = await count(today.from, channelId)
  if (sent >= MAX_A_DAY) {
    return rateLimited('letters_a_day', MAX_A_DAY, today.to, now)
  }
  const { agreedAt } = await from.user.findUniqueOrThrow({ where: { id: viewer.id } })
  const joinedAt = agreedAt ?? now
  const newUntil = new Date(joinedAt.getTime() + NEW_ACCOUNT_MS)
  if (newUntil <= now || (await count(joinedAt)) < MAX_WHILE_NEW) return null
  return rateLimited('letters_while_new', MAX_WHILE_NEW, newUntil, now)
}

function rateLimited(because: Because, max: number, until: Date, now: Date) {
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  return new Refusal('rate_limited', { because, params: { max }, retryAfterSeconds })
}
