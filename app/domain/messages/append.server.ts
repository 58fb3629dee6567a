import type { Message, MessageActor, MessageEventKind, Prisma } from '#prisma'
import { insertMany } from '~/db/insert-many.server'
import { newId } from '~/db/new-id.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { searchKeys } from './search'

type Writing = Omit<Prisma.MessageUncheckedCreateInput, 'searchKeys' | 'content'> & { content: string }
type Happening = {
  kind: MessageEventKind
  actor: { kind: MessageActor; id: string | null }
  reason?: string | null
}

type Author = Pick<Viewer, 'id' | 'displayName'>

/** Who acts, as a message's history names them. */
export const asViewer = ({ id }: Pick<Viewer, 'id'>) => ({ kind: 'viewer', id }) as const
export const asCreator = ({ id }: Viewer) => ({ kind: 'creator', id }) as const
export const asAdmin = ({ id }: Viewer) => ({ kind: 'admin', id }) as const
const RULE = { kind: 'rule', id: null } as const

/**
 * Writes a message, the only way there is; `heldBy` is the word that keeps it from being shown until its creator
 * releases it, and `authorName` what the inbox finds it by.
 */
export async function writeMessage(
  tx: Tx,
  { content, ...message }: Writing,
  { heldBy = null, authorName = '' }: { heldBy?: string | null; authorName?: string } = {},
) {
  const inInbox = message.type === 'dm' || message.type === 'donation'
  const keys = inInbox ? searchKeys(message.channelId, `${authorName}\n${content}`) : []
  const written = await tx.message.create({ data: { ...message, content, searchKeys: keys } })
  if (heldBy) await appendMessageEvent(tx, written.id, { kind: 'held', actor: RULE, reason: heldBy })
  return written
}

type Relayed = {
  channelId: string
  authorId: string | null
  donationId: string
  content: string
  authorName: string
}

/**
 * Writes the words that came with donations on CHZZK, many at once; `heldBy` as above. Without words (`content` empty) it is
 * the line that a donation has in the feed once it is confirmed.
 */
export async function relayMessages(tx: Tx, words: (Relayed & { heldBy: string | null })[]) {
  const rows = words.map(({ channelId, authorId, donationId, content, authorName }) => ({
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
  for (const [n, { heldBy }] of words.entries()) {
    const id = rows[n]?.id
    if (id && heldBy) await appendMessageEvent(tx, id, { kind: 'held', actor: RULE, reason: heldBy })
  }
}

type Words = { content: string; heldBy: string | null }

/** The words that CHZZK relayed give way to those that their author registers here, once. */
export async function registerText(tx: Tx, author: Author, message: Message, { content, heldBy }: Words) {
  await appendMessageEvent(tx, message.id, { kind: 'registered', actor: asViewer(author) })
  const keys = searchKeys(message.channelId, `${author.displayName}\n${content}`)
  await tx.message.update({ where: { id: message.id }, data: { content, relayed: false, searchKeys: keys } })
  if (heldBy && !message.heldAt) {
    await appendMessageEvent(tx, message.id, { kind: 'held', actor: RULE, reason: heldBy })
  }
}

/**
 * Adds to a message's history, from which the database derives its present state. Refusal: `illegal_transition` (the
 * state it is in does not allow it).
 */
export async function appendMessageEvent(tx: Tx, id: string, { kind, actor, reason = null }: Happening) {
  const told = await tx.$executeRaw`
    INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, reason)
    SELECT m.id, 0, m.channel_id, ${kind}::message_event_kind, ${actor.kind}::message_actor, ${actor.id}::uuid, ${reason}
    FROM messages m WHERE m.id = ${id}::uuid AND message_may(m, ${kind}::message_event_kind)`
  if (told === 0) refuse('illegal_transition')
}

/** What this person's request wrote before; a `requestId` is unique among its author's messages. */
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

/** Messages of a channel of one's own. */
export function inOwnChannel(viewer: Viewer): Prisma.MessageWhereInput {
  return { channel: { ownerId: viewer.id } }
}
