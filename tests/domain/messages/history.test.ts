import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { MessageEventKind } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { sendLetter } from '~/domain/letters/send.server'
import { appendMessageEvent } from '~/domain/messages/write.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
let letter: string
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  letter = await someLetter()
})

async function someLetter() {
  const fan = await makeViewer('새벽세시라면')
  const sent = { chzzkChannelId: creator.chzzkUserId, content: '편지', allowRetweet: true }
  return (await sendLetter(fan, { ...sent, requestId: null })).messageId
}

const KINDS: MessageEventKind[] = [
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'unretweeted',
  'hidden',
  'restored',
  'withdrawn',
  'held',
  'released',
  'archived',
  'unarchived',
]

type State = {
  read: boolean
  repliedPrivately: boolean
  repliedPublicly: boolean
  hidden: boolean
  held: boolean
  archived: boolean
  withdrawn: boolean
  retweeted: boolean
}

/** What a message is after its events, worked out a second time and from nothing else. */
function replay(kinds: MessageEventKind[]): State {
  const last = (on: MessageEventKind, off?: MessageEventKind) =>
    kinds.findLast((kind) => kind === on || kind === off) === on
  return {
    read: last('read'),
    repliedPrivately: last('replied_private'),
    repliedPublicly: last('replied_public'),
    hidden: last('hidden', 'restored'),
    held: last('held', 'released'),
    archived: last('archived', 'unarchived'),
    withdrawn: last('withdrawn'),
    retweeted: last('retweeted', 'unretweeted'),
  }
}

describe('The history of a message', () => {
  test('is the only thing its state follows, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...KINDS), { maxLength: 25 }), async (kinds) => {
        const id = await someLetter()
        await db.$transaction(async (tx) => {
          for (const kind of kinds) {
            const actor = { kind: 'creator', id: creator.id } as const
            await appendMessageEvent(tx, id, { kind, actor }).catch((error: unknown) => {
              if (!(error instanceof Refusal)) throw error
            })
          }
        })
        const events = await db.messageEvent.findMany({ where: { messageId: id }, orderBy: { seq: 'asc' } })
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1))
        const { retweet, ...message } = await db.message.findUniqueOrThrow({
          where: { id },
          include: { retweet: true, feedItem: true },
        })
        const state = replay(events.map(({ kind }) => kind))
        expect({
          read: message.readAt !== null,
          repliedPrivately: message.repliedPrivatelyAt !== null,
          repliedPublicly: message.repliedPubliclyAt !== null,
          hidden: message.hiddenAt !== null,
          held: message.heldAt !== null,
          archived: message.archivedAt !== null,
          withdrawn: message.withdrawnAt !== null,
          retweeted: retweet !== null,
        }).toEqual(state)
        expect(message.content === null).toBe(state.withdrawn)
        expect(message.feedItem !== null).toBe(state.retweeted && !state.hidden && !state.held)
      }),
      { numRuns: 40 },
    )
  })

  test('begins with who made it, and is kept when the text is gone', async () => {
    const actor = { kind: 'viewer', id: null } as const
    await db.$transaction((tx) => appendMessageEvent(tx, letter, { kind: 'withdrawn', actor }))
    const events = await db.messageEvent.findMany({ where: { messageId: letter }, orderBy: { seq: 'asc' } })
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'withdrawn'])
    expect(await db.message.findUnique({ where: { id: letter } })).toMatchObject({
      content: null,
      searchKeys: [],
    })
  })
})

describe('The database refuses', () => {
  test('to change or lose what happened to a message', async () => {
    expect(await refusal(["UPDATE message_events SET kind = 'read'"])).toBe('message_events_append_only')
    expect(await refusal(['DELETE FROM message_events'])).toBe('message_events_append_only')
    expect(await refusal(['TRUNCATE message_events CASCADE'])).toBe('message_events_append_only')
  })

  test('a state without its event, and a text rewritten', async () => {
    const set = (columns: string) => refusal([`UPDATE messages SET ${columns} WHERE id = $1`, [letter]])
    expect(await set('read_at = now()')).toBe('messages_match_events')
    expect(await set("content = 'x'")).toBe('messages_never_rewritten')
    expect(await set('content = NULL')).toBe('messages_never_rewritten')
    expect(await set("visibility = 'public'")).toBe('messages_never_rewritten')
  })

  test('a second RT, an RT that no event tells, and an RT of what its author keeps private', async () => {
    const retweet = { message_id: letter, channel_id: creator.channel?.id, at: new Date() }
    expect(await refusal(insert('retweets', retweet))).toBe('retweets_follow_events')
    const event = {
      message_id: letter,
      seq: 0,
      channel_id: creator.channel?.id,
      kind: 'retweeted',
      actor_kind: 'creator',
    }
    expect(await refusal(insert('message_events', event), insert('message_events', event))).toBe(
      'message_events_legal',
    )
    await db.message.update({ where: { id: letter }, data: { allowRetweet: false } })
    expect(await refusal(insert('message_events', event))).toBe('message_events_legal')
  })

  test('words in a creator’s name that are not theirs, and replies to another channel', async () => {
    const other = await makeCreator('고구마탐험대')
    const message = { id: randomUUID(), channel_id: creator.channel?.id, content: 'x', visibility: 'public' }
    const post = { ...message, type: 'creator_post', author_id: other.id }
    expect(await refusal(insert('messages', post))).toBe('messages_creator_is_owner')
    const reply = { ...message, type: 'creator_reply', channel_id: other.channel?.id, author_id: other.id }
    expect(await refusal(insert('messages', { ...reply, reply_to_id: letter }))).toBe(
      'messages_reply_in_channel',
    )
    expect(await refusal(insert('messages', reply))).toBe('messages_reply_answers')
    const pinned = { ...message, type: 'dm', visibility: 'private', pinned_at: new Date() }
    expect(await refusal(insert('messages', pinned))).toBe('messages_only_posts_are_pinned')
  })
})
