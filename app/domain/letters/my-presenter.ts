import type { Prisma } from '#prisma'
import { letterState } from '~/domain/messages/state'

/** What a person is shown with each of their messages. */
export const withReplies = {
  channel: { select: { chzzkChannelId: true, name: true } },
  donation: {
    select: { id: true, status: true, amountCheese: true, claimedAmountCheese: true, confirmedByKind: true },
  },
  retweet: true,
  replies: { where: { content: { not: null }, hiddenAt: null }, orderBy: { createdAt: 'asc' } },
  events: { where: { kind: 'hidden' }, orderBy: { seq: 'desc' }, take: 1 },
} satisfies Prisma.MessageInclude

type MineRow = Prisma.MessageGetPayload<{ include: typeof withReplies }>
export type MyLetter = ReturnType<typeof myLetter>

/** A letter or donation message as its author reads it (api.md GET /messages/mine). */
export function myLetter({ channel, donation, replies, events, ...message }: MineRow) {
  const state = letterState(message)
  return {
    id: message.id,
    type: message.type as 'dm' | 'donation',
    chzzkChannelId: channel.chzzkChannelId,
    channelName: channel.name,
    content: message.content,
    createdAt: message.createdAt.toISOString(),
    state,
    allowRetweet: message.allowRetweet,
    hiddenReason: state === 'hidden' ? (events[0]?.reason ?? null) : null,
    donation: donation && {
      id: donation.id,
      status: donation.status,
      amount: donation.status === 'CONFIRMED' ? donation.amountCheese : null,
      claimedAmount: donation.claimedAmountCheese,
      confirmedBy: donation.status === 'CONFIRMED' ? donation.confirmedByKind : null,
      held: message.heldAt !== null && message.content !== null,
    },
    replies: replies.map(({ id, content, visibility, createdAt }) => ({
      id,
      content: content ?? '',
      visibility,
      createdAt: createdAt.toISOString(),
    })),
  }
}
