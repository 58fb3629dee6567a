import type { z } from 'zod'
import { db, lockUser, query, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { blockedWordInName } from '~/domain/blocklist/match'
import { getSettings } from '~/domain/channels/settings.server'
import { keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import { DAY_MS } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { listQuery, reportInput } from './input'
import { presentMyReport, type Reportable, withReportedMessage } from './presenter'

const MAX_A_DAY = 30

/** Once a message; the database copies its text as evidence (POST /report). Leans on prisma/functions/moderation.sql. */
export async function reportMessage(viewer: Viewer, { messageId, ...fields }: z.infer<typeof reportInput>) {
  return db.$transaction(async (tx) => {
    const earlier = await findOwnReport(tx, viewer, messageId)
    if (earlier) return { reportId: earlier.id, replayed: true }
    await lockUser(tx, viewer.id)
    // What is withdrawn or hidden at this moment is waited for, so that the database finds it as it was found here.
    await tx.$queryRaw`SELECT id FROM messages WHERE id = ${messageId}::uuid FOR UPDATE`
    const message = await getReadableMessage(tx, viewer, messageId)
    await requireUnderReportLimit(tx, viewer)
    const { count } = await tx.report.createMany({
      data: { messageId, channelId: message.channelId, reporterId: viewer.id, ...fields },
      skipDuplicates: true,
    })
    const report = (await findOwnReport(tx, viewer, messageId)) ?? refuse('conflict')
    return { reportId: report.id, replayed: count === 0 }
  })
}

function findOwnReport(tx: Tx, viewer: Viewer, messageId: string) {
  return tx.report.findUnique({
    where: { messageId_reporterId: { messageId, reporterId: viewer.id } },
    select: { id: true },
  })
}

/** Somebody else's message whose text this person may read now. */
async function getReadableMessage(from: Tx, viewer: Viewer, id: string) {
  if ((await from.message.count({ where: { id, authorId: viewer.id } })) > 0) {
    refuse('forbidden', { because: 'own_message' })
  }
  const found = await from.$queryRaw<unknown[]>`
    SELECT 1 FROM messages m WHERE m.id = ${id}::uuid AND message_readable(m, ${viewer.id}::uuid)`
  if (found.length === 0) refuse('not_found')
  return from.message.findUniqueOrThrow({
    where: { id },
    include: {
      author: { select: { displayName: true } },
      channel: true,
      feedItem: true,
      donation: { select: { hideName: true } },
    },
  })
}

async function requireUnderReportLimit(tx: Tx, viewer: Viewer) {
  const since = new Date(Date.now() - DAY_MS)
  const reportCount = await tx.report.count({ where: { reporterId: viewer.id, createdAt: { gte: since } } })
  if (reportCount < MAX_A_DAY) return
  refuse('rate_limited', {
    because: 'too_many_reports',
    params: { max: MAX_A_DAY },
    retryAfterSeconds: DAY_MS / 1000,
  })
}

/** Only the creator reads a name that is hidden or holds a blocked word. */
export async function getReportable(viewer: Viewer, id: string): Promise<Reportable> {
  const message = await getReadableMessage(db, viewer, id)
  const { type, authorId, author, content, channel, visibility, feedItem, donation } = message
  const reportCount = await db.report.count({ where: { messageId: id, reporterId: viewer.id } })
  const isOwnChannel = channel.ownerId === viewer.id
  const isViewers = (type === 'dm' || type === 'donation') && authorId !== null
  const isNameless =
    !isOwnChannel && (donation?.hideName === true || (isViewers && (await isBlockedName(channel.id, author))))
  const isPublic = feedItem !== null || visibility === 'public'
  return {
    id,
    type,
    authorName: (isNameless ? null : author?.displayName) ?? ANONYMOUS,
    content: content ?? '',
    chzzkChannelId: channel.chzzkChannelId,
    seenAs: isPublic ? 'public' : isOwnChannel ? 'letter' : 'reply',
    decidedBy: isViewers && !isOwnChannel ? 'creator' : 'admins',
    reported: reportCount > 0,
  }
}

async function isBlockedName(channelId: string, author: { displayName: string } | null) {
  const { blockedWords: blocked, allowedWords: allowed } = await getSettings(channelId)
  return author !== null && blockedWordInName(author.displayName, { blocked, allowed }) !== null
}

const reportsSql = `
  SELECT id, created_at AS at FROM reports WHERE reporter_id = $1 AND ${keysetBeforeSql('created_at', 'id', 2)}
  ORDER BY created_at DESC, id DESC LIMIT $4`

/** Never who decided (GET /report). */
export async function listMyReports(viewer: Viewer, { cursor, limit }: z.infer<typeof listQuery>) {
  const values = [viewer.id, ...keysetValues(cursor), limit + 1]
  const places = await query<{ id: string; at: Date }>('reports_mine', reportsSql, values)
  const { items, nextCursor } = toPage(places, limit, (last) => last)
  const rows = await db.report.findMany({
    where: { id: { in: items.map(({ id }) => id) }, reporterId: viewer.id },
    include: withReportedMessage,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return { items: rows.map(presentMyReport), nextCursor }
}
