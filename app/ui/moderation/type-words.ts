import type { MessageType } from '#prisma'

/** What a message is called where it stands outside the feed. */
export const TYPE_WORDS = {
  donation: '후원 메시지',
  dm: '편지',
  creator_post: '스트리머의 글',
  creator_reply: '스트리머의 답장',
} as const satisfies Record<MessageType, string>
