import type { Entry } from './entry'

/** What Melt keeps of what people wrote. A letter is its author's: its creator's export does not hold it. */
export const messageTables = {
  messages: {
    what: '편지, 후원 메시지, 스트리머의 글과 답장',
    person: ['author_id'],
    channel: 'channel_id',
    tells: ['content', 'search_keys'],
    export: { as: ['messages', 'written'] },
    leaving: {
      does: 'erase',
      by: 'withdrawing',
      why: '내가 쓴 글은 모두 거둬서 내용을 지워요. 내 채널에 온 편지는 보낸 분의 것이라 보낸 분의 화면에만 남아요',
    },
  },
  message_events: {
    what: '글이 언제 읽히고 답장받고 거둬졌는지',
    others: ['actor_id'],
    tells: ['reason', 'text_digest'],
    export: { within: 'messages' },
    leaving: {
      does: 'keep',
      why: '일어난 일의 기록은 고치지 않아요. 글의 내용은 없고, 글이 고쳐지지 않았는지 확인하던 값은 글과 함께 열쇠를 지워서 아무것도 알려 주지 않아요. 사람은 ‘탈퇴한 사람’이 돼요. 글을 숨긴 이유와 걸린 차단 단어는 남아요',
    },
  },
  retweets: {
    what: '소개된 편지',
    channel: 'channel_id',
    export: { within: 'messages' },
    leaving: { does: 'keep', why: '소개했다는 자리만 남고, 내 이름과 글은 보이지 않아요' },
  },
  feed_items: {
    what: '피드의 순서',
    export: { not: '위의 글과 후원에서 저절로 만들어져요' },
    leaving: { does: 'keep', why: '글이 지워지면 저절로 함께 사라져요' },
  },
} as const satisfies Record<string, Entry>
