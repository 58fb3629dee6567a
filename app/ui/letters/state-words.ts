import type { LetterState } from '~/domain/messages/state'

/** What became of a letter, in a word on its label and a sentence below it. */
export const STATE_WORDS: Record<LetterState, { word: string; shape: string; sentence: string }> = {
  created: { word: '보냄', shape: 'tag-wait', sentence: '스트리머가 아직 읽지 않았어요' },
  read: { word: '읽음', shape: 'tag-plain', sentence: '스트리머가 읽었어요. 답장은 스트리머의 선택이에요' },
  replied_private: { word: '답장', shape: 'tag-ok', sentence: '나에게만 답장이 왔어요' },
  replied_public: { word: '답장', shape: 'tag-ok', sentence: '모두에게 공개된 답장이 왔어요' },
  retweeted: {
    word: '소개됨',
    shape: 'tag-ok',
    sentence: '스트리머가 피드에 소개했어요. 모두가 볼 수 있어요',
  },
  withdrawn: { word: '지움', shape: 'tag-out', sentence: '내가 지운 글이에요' },
  hidden: { word: '숨겨짐', shape: 'tag-out', sentence: '지금은 스트리머와 다른 분에게 보이지 않아요' },
}
