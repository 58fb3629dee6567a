import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { blockedWordInName } from '~/domain/blocklist/name'
import { getSettings } from '~/domain/channels/settings.server'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { Reportable } from './presenter'
import { readable } from './report.server'

/**
 * A message as it stands above the form that reports it: `{id, type, authorName, content, chzzkChannelId, seenAs, decidedBy,
 * reported}`; a name that its donor hides or a blocked word is in is the creator's alone to read. Refusals: `not_found` (not there, or not theirs to read), `forbidden` (their own).
 */
export async function findReportable(viewer: Viewer, id: string): Promise<Reportable> {
  const message = await readable(db, viewer, id)
  const { type, authorId, author, content, channel, visibility, feedItem, donation } = message
  const reported = await db.report.count({ where: { messageId: id, reporterId: viewer.id } })
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
    reported: reported > 0,
  }
}

async function isBlockedName(channelId: string, author: { displayName: string } | null) {
  const { blockedWords: blocked, allowedWords: allowed } = await getSettings(channelId)
  return author !== null && blockedWordInName(author.displayName, { blocked, allowed }) !== null
}
