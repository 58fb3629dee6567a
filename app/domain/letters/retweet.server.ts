import type { Message } from '#prisma'
import { db, lockUser, query, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { MAX_TIERS } from '~/domain/channels/input'
import { getSettings } from '~/domain/channels/settings.server'
import { anyOfSql, runtimeSql } from '~/domain/core/keyset'
import { DAY_MS, kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/write.server'
import { letterSql } from './find.server'
import { type LetterRow, presentLetter } from './presenter'
import { bestCandidates, type Candidate, type RetweetCandidate } from './retweet-candidates'

const MAX_IN_A_ROW = 2
/** Those of badges stand below it, and 0 is everybody's. */
const VIP_RANK = 100

/** Within a day's limit, not a third in a row of one author. Leans on prisma/functions/feed.sql and messages.sql. */
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

/** Leans on prisma/functions/feed.sql and messages.sql. */
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

const MAX_SHOWN = 5
const MAX_AGE_MS = 30 * DAY_MS
/** Every rank that a letter can have in the inbox. */
const RANKS = [...Array.from({ length: MAX_TIERS + 1 }, (_, tier) => tier), VIP_RANK]

const OF_CHANNEL = runtimeSql(1, 'uuid')

/** Those that may be retweeted, of a rank that `place` names; what only a badge says is looked up for them alone. */
const WAITING = `
  FROM messages m
  WHERE m.channel_id = ${OF_CHANNEL} AND m.inbox_rank = place.rank AND m.created_at >= ${runtimeSql(2, 'timestamptz')} AND m.type = 'dm' AND m.allow_retweet
    AND m.retweeted_at IS NULL AND m.withdrawn_at IS NULL AND m.held_at IS NULL AND m.hidden_at IS NULL AND m.archived_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM blocks k WHERE k.channel_id = ${OF_CHANNEL} AND k.user_id = m.author_id)`

/** Of each rank the five authors whose letter waits longest, one after the other: among letters of one weight the score is their age. */
const CANDIDATES = `
  SELECT m.id, m.author_id AS "authorId", m.created_at AS "createdAt", place.rank = ${VIP_RANK} AS vip,
    (SELECT b.retweet_weight FROM user_badges ub JOIN badges b ON b.channel_id = ub.channel_id AND b.tier = ub.tier
      WHERE ub.channel_id = ${OF_CHANNEL} AND ub.user_id = m.author_id ORDER BY ub.tier DESC LIMIT 1) AS weight
  FROM unnest(${runtimeSql(3, 'int[]')}) place (rank) CROSS JOIN LATERAL (
    WITH RECURSIVE waiting AS (
      (SELECT m.id, m.author_id, m.created_at, ARRAY[m.author_id] AS authors ${WAITING} ORDER BY m.created_at, m.id LIMIT 1)
      UNION ALL
      SELECT next.id, next.author_id, next.created_at, before.authors || next.author_id
      FROM waiting before CROSS JOIN LATERAL (
        SELECT m.id, m.author_id, m.created_at ${WAITING}
          AND (m.created_at, m.id) > (before.created_at, before.id) AND m.author_id <> ALL (before.authors)
        ORDER BY m.created_at, m.id LIMIT 1) next
      WHERE cardinality(before.authors) < ${MAX_SHOWN})
    SELECT id, author_id, created_at FROM waiting) m`

/** Of 30 days, the best five of the authors who wait longest in each rank of the inbox; nothing is retweeted by itself (GET /creator/retweet-candidates). */
export async function listRetweetCandidates(viewer: Viewer, now = new Date()) {
  const { id: channelId } = requireOwnChannel(viewer)
  const since = new Date(now.getTime() - MAX_AGE_MS)
  const candidates = await query<Candidate>('retweet_candidates', CANDIDATES, [channelId, since, RANKS])
  const best = bestCandidates(candidates, MAX_SHOWN, now)
  if (best.length === 0) return { items: [] }
  const rows = await query<LetterRow>(
    'retweet_candidate_letters',
    `${letterSql} WHERE m.id = ${anyOfSql(1, 'uuid[]')}`,
    [best.map(({ id }) => id)],
  )
  const letters = new Map(rows.map((row) => [row.id, presentLetter(row)]))
  const items = best.flatMap(({ id, score, waitingDays }): RetweetCandidate[] => {
    const letter = letters.get(id)
    return letter ? [{ ...letter, score, waitingDays }] : []
  })
  return { items }
}
