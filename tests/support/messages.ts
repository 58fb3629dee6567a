import { db } from '~/db/client.server'
import { donate } from './fixtures'
import type { Client } from './melt'

type Message = { messageId: string }

/** A private letter of a fan to a creator: its id. */
export async function letter(fan: Client, creator: Client, content = '둘만 아는 이야기예요') {
  const body = { chzzkChannelId: creator.chzzkUserId, content }
  return (await fan.ask<Message>('POST', '/messages/dm', body)).messageId
}

/** A public donation message of a fan: its id. */
export async function cheer(fan: Client, creator: Client, message = '오늘도 고마워요') {
  const donationId = await donate(fan, creator, { message })
  await creator.ask('POST', `/donations/${donationId}/confirm`)
  return (await db.message.findUniqueOrThrow({ where: { donationId } })).id
}

/** A creator's answer: its id. */
export async function answer(
  creator: Client,
  id: string,
  visibility: 'public' | 'private',
  content = '답장',
) {
  return (await creator.ask<Message>('POST', `/messages/${id}/reply`, { content, visibility })).messageId
}

/** A creator's post: its id. */
export async function post(creator: Client, content = '공지예요') {
  return (await creator.ask<Message>('POST', '/feed/creator-post', { content })).messageId
}

/** Reports a message: the report's id. */
export async function report(by: Client, messageId: string, fields: object = {}) {
  const body = { messageId, reason: 'abuse', ...fields }
  return (await by.ask<{ reportId: string }>('POST', '/report', body)).reportId
}

/** The ids in a channel's public feed, answers below others included. */
export async function shownIn(creator: Client, by: Client) {
  const { items } = await by.ask<{ items: { id: string; replies: { id: string }[] }[] }>(
    'GET',
    `/feed?chzzkChannelId=${creator.chzzkUserId}&limit=50`,
  )
  return items.flatMap(({ id, replies }) => [id, ...replies.map((reply) => reply.id)])
}
