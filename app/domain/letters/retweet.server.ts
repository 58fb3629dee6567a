import type { Message } from '#prisma'
import { db, lockUser, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getSettings } from '~/domain/channels/settings.server'
import { kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'

const MAX_IN_A_ROW = 2
/** The inbox rank of a VIP's letter; those of badges stand below it, and 0 is everybody's. */
const VIP_RANK = 100

/**
 * Makes a letter public as its creator's RT, within a day's limit and not a third in a row of one author
 * (POST /messages/:id/retweet). Leans on prisma/functions/feed.sql and messages.sql.
 */
export async function retweetMessage(viewer: Viewer, id: string) {
  if (!viewer.channel) refuse('not_found')
  await db.$transaction(async (tx) => {
    await lockUser(tx, viewer.id)
    const letter = await lockMessage(tx, { id, ...inOwnChannel(viewer), type: 'dm' })
    if (!letter.allowRetweet) refuse('retweet_not_allowed')
    if (letter.retweet) refuse('already_retweeted')
    await requireUnderDailyLimit(tx, letter)
    if (letter.inboxRank < VIP_RANK) await requireOtherAuthorsBetween(tx, letter)
    const actor = asCreator(viewer)
    if (!letter.readAt) await appendMessageEvent(tx, id, { kind: 'read', actor })
    await appendMessageEvent(tx, id, { kind: 'retweeted', actor })
  })
}

/** Takes an RT back; without one it changes nothing. Leans on prisma/functions/feed.sql and messages.sql. */
export async function unretweetMessage(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    const letter = await lockMessage(tx, { id, ...inOwnChannel(viewer), type: 'dm' })
    if (letter.retweet) await appendMessageEvent(tx, id, { kind: 'unretweeted', actor: asCreator(viewer) })
  })
}

type Letter = Pick<Message, 'channelId' | 'authorId'>

async function requireUnderDailyLimit(tx: Tx, { channelId }: Letter) {
  const now = new Date()
  const { from } = kstDayBounds(kstDayOf(now))
  const { retweetsADay } = await getSettings(channelId, tx)
  const today = await tx.messageEvent.count({ where: { channelId, kind: 'retweeted', at: { gte: from } } })
  if (today >= retweetsADay) {
    refuse('retweet_limit', {
      because: 'retweets_a_day',
      params: { max: retweetsADay },
      retryAfterSeconds: secondsUntilTomorrow(now),
    })
  }
}

/** A VIP's letters are exempt. */
async function requireOtherAuthorsBetween(tx: Tx, { channelId, authorId }: Letter) {
  const last = await tx.retweet.findMany({
    where: { channelId },
    include: { message: { select: { authorId: true } } },
    orderBy: [{ at: 'desc' }, { messageId: 'desc' }],
    take: MAX_IN_A_ROW,
  })
  if (last.length === MAX_IN_A_ROW && last.every(({ message }) => message.authorId === authorId)) {
    refuse('retweet_limit', {
      because: 'same_author_in_a_row',
      retryAfterSeconds: secondsUntilTomorrow(new Date()),
    })
  }
}

function secondsUntilTomorrow(now: Date) {
  return Math.ceil((kstDayBounds(kstDayOf(now)).to.getTime() - now.getTime()) / 1000)
}
