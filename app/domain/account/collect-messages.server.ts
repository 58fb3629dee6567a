import type { MessageEventKind, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { myLetter, withReplies } from '~/domain/letters/my-presenter'
import { collectPages } from './collect-pages.server'

const oldestFirst = [{ createdAt: 'asc' as const }, { id: 'asc' as const }]

/** What an author may know of what became of a message: how its creator files it away and which words hold it is not theirs. */
const TOLD: MessageEventKind[] = [
  'created',
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'unretweeted',
  'hidden',
  'restored',
  'withdrawn',
]
const withEvents = {
  ...withReplies,
  events: { where: { kind: { in: TOLD } }, orderBy: { seq: 'asc' } },
} satisfies Prisma.MessageInclude

/** A person's letters and donation messages, with what became of them and the replies they may read. */
export async function* collectMessages({ id: authorId }: Viewer) {
  const where = { authorId, type: { in: ['dm' as const, 'donation' as const] } }
  for await (const message of collectPages((page) =>
    db.message.findMany({ where, include: withEvents, orderBy: oldestFirst, ...page }),
  )) {
    const { events } = message
    const hidden = events.filter(({ kind }) => kind === 'hidden').reverse()
    const history = events.map(({ kind, actorKind, at }) => ({ kind, actorKind, at: at.toISOString() }))
    yield { ...myLetter({ ...message, events: hidden }), history }
  }
}

/** What a person wrote as a creator: posts, and replies without what they answer, which is its author's. */
export async function* collectWritten({ id: authorId }: Viewer) {
  const where = { authorId, type: { in: ['creator_post' as const, 'creator_reply' as const] } }
  for await (const message of collectPages((page) =>
    db.message.findMany({ where, orderBy: oldestFirst, ...page }),
  )) {
    const { id, type, visibility, content, createdAt, withdrawnAt, hiddenAt } = message
    const [withdrawn, hidden] = [withdrawnAt !== null, hiddenAt !== null]
    yield { id, type, visibility, content, createdAt: createdAt.toISOString(), withdrawn, hidden }
  }
}
