import type { LetterState } from '~/domain/letters/presenter'

export const LETTER_STATE_COPY: Record<LetterState, { label: string; sentence: string }> = {
  created: { label: '보냄', sentence: '스트리머가 아직 읽지 않았어요' },
  read: { label: '읽음', sentence: '스트리머가 읽었어요. 답장은 스트리머의 선택이에요' },
  replied_private: { label: '답장', sentence: '나에게만 답장이 왔어요' },
  replied_public: { label: '답장', sentence: '모두에게 공개된 답장이 왔어요' },
  retweeted: {
    label: '소개됨',
    sentence: '스트리머가 피드에 소개했어요. 모두가 볼 수 있어요',
  },
  withdrawn: { label: '지움', sentence: '내가 지운 글이에요' },
  hidden: { label: '숨겨짐', sentence: '지금은 스트리머와 다른 분에게 보이지 않아요' },
}

export const NO_TEXT = '메시지 없이 후원했어요'
