import type { Message, MessageActor, MessageEventKind, Prisma } from '#prisma'
import { insertMany, newId, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { containsLink } from '~/domain/blocklist/links'
import { matchBlockedWord } from '~/domain/blocklist/match'
import { getSettings } from '~/domain/channels/settings.server'
import { refuse } from '~/domain/core/refusal'
import { isBlank } from '~/domain/core/text'
import { HELD_FOR_BLOCKED_PERSON, HELD_FOR_LINK, searchKeys } from './message'

/** `heldBy` is the blocked word that hides a text of this channel. */
export async function checkText(channelId: string, text: string): Promise<{ heldBy: string | null }> {
  requireReadable(text)
  const { allowLinks, blockedWords, allowedWords } = await getSettings(channelId)
  if (!allowLinks && containsLink(text)) {
    refuse('text_refused', { because: 'links_not_allowed' })
  }
  return { heldBy: matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords }) }
}

type TextRules = { allowLinks: boolean; blockedWords: string[]; allowedWords: string[] }

/** Why a text that can no longer be refused is held: it was said on CHZZK already, or accepted into the queue. */
export function findReasonToHold(
  text: string,
  { allowLinks, blockedWords, allowedWords }: TextRules,
  isAuthorBlocked: boolean,
): string | null {
  if (isAuthorBlocked) return HELD_FOR_BLOCKED_PERSON
  if (!allowLinks && containsLink(text)) return HELD_FOR_LINK
  return matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords })
}

export function requireReadable(text: string) {
  if (isBlank(text)) refuse('text_refused', { because: 'blank_text' })
}

type NewMessage = Omit<Prisma.MessageUncheckedCreateInput, 'searchKeys' | 'content'> & { content: string }
type NewEvent = {
  kind: MessageEventKind
  actor: { kind: MessageActor; id: string | null }
  reason?: string | null
}

type Author = Pick<Viewer, 'id' | 'displayName'>

export const asViewer = ({ id }: Pick<Viewer, 'id'>) => ({ kind: 'viewer', id }) as const
export const asCreator = ({ id }: Viewer) => ({ kind: 'creator', id }) as const
export const asAdmin = ({ id }: Viewer) => ({ kind: 'admin', id }) as const
const RULE = { kind: 'rule', id: null } as const

/** The only way a message is written; `heldBy` holds it for its creator (prisma/functions/messages.sql, feed.sql, accounts.sql). */
export async function writeMessage(
  tx: Tx,
  { content, ...message }: NewMessage,
  { heldBy = null, authorName = '' }: { heldBy?: string | null; authorName?: string } = {},
) {
  const isInInbox = message.type === 'dm' || message.type === 'donation'
  const keys = isInInbox ? searchKeys(message.channelId, `${authorName}\n${content}`) : []
  const written = await tx.message.create({ data: { ...message, content, searchKeys: keys } })
  if (heldBy) await appendMessageEvent(tx, written.id, { kind: 'held', actor: RULE, reason: heldBy })
  return written
}

type OwnText = { donationId: string; author: Author; content: string; heldBy: string | null }

export function writeDonationMessage(
  tx: Tx,
  channelId: string,
  { donationId, author, content, heldBy }: OwnText,
) {
  const { id: authorId, displayName: authorName } = author
  const message = {
    channelId,
    authorId,
    donationId,
    type: 'donation',
    visibility: 'public',
    content,
  } as const
  return writeMessage(tx, message, { heldBy, authorName })
}

type RelayedText = {
  heldBy: string | null
  channelId: string
  authorId: string | null
  donationId: string
  content: string
  authorName: string
}

/** An empty text is only its donation's line in the feed (prisma/functions/messages.sql, feed.sql). */
export async function relayMessages(tx: Tx, texts: RelayedText[]) {
  const rows = texts.map(({ channelId, authorId, donationId, content, authorName }) => ({
    id: newId(),
    channel_id: channelId,
    author_id: authorId,
    donation_id: donationId,
    type: 'donation',
    visibility: 'public',
    content,
    relayed: true,
    search_keys: searchKeys(channelId, `${authorName}\n${content}`),
  }))
  await insertMany(tx, 'messages', rows)
  for (const [n, { heldBy }] of texts.entries()) {
    const id = rows[n]?.id
    if (id && heldBy) await appendMessageEvent(tx, id, { kind: 'held', actor: RULE, reason: heldBy })
  }
}

type Text = { content: string; heldBy: string | null }

/** A text that CHZZK relayed gives way, once, to its author's own (prisma/functions/messages.sql, feed.sql). */
export async function registerText(tx: Tx, author: Author, message: Message, { content, heldBy }: Text) {
  await appendMessageEvent(tx, message.id, { kind: 'registered', actor: asViewer(author) })
  const keys = searchKeys(message.channelId, `${author.displayName}\n${content}`)
  await tx.message.update({ where: { id: message.id }, data: { content, relayed: false, searchKeys: keys } })
  if (heldBy && !message.heldAt) {
    await appendMessageEvent(tx, message.id, { kind: 'held', actor: RULE, reason: heldBy })
  }
}

/** The database derives the state or refuses: `illegal_transition` (prisma/functions/messages.sql, feed.sql, chzzk-events.sql). */
export async function appendMessageEvent(tx: Tx, id: string, { kind, actor, reason = null }: NewEvent) {
  const appendedCount = await tx.$executeRaw`
    INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, reason)
    SELECT m.id, 0, m.channel_id, ${kind}::message_event_kind, ${actor.kind}::message_actor, ${actor.id}::uuid, ${reason}
    FROM messages m WHERE m.id = ${id}::uuid AND message_can(m, ${kind}::message_event_kind)`
  if (appendedCount === 0) refuse('illegal_transition')
}

export function findMessageByRequest(tx: Tx, authorId: string, requestId: string) {
  return tx.message.findUnique({ where: { authorId_requestId: { authorId, requestId } } })
}

/** A message that this person may act on, locked until the transaction ends; `not_found` for everybody else. */
export async function lockMessage(tx: Tx, where: Prisma.MessageWhereInput) {
  const found = await tx.message.findFirst({ where, select: { id: true } })
  if (!found) refuse('not_found')
  await tx.$queryRaw`SELECT id FROM messages WHERE id = ${found.id}::uuid FOR UPDATE`
  return tx.message.findUniqueOrThrow({ where: { id: found.id }, include: { retweet: true } })
}

export function inOwnChannel(viewer: Viewer): Prisma.MessageWhereInput {
  return { channel: { ownerId: viewer.id } }
}
