import type { Wrong } from './verify'

export const BROKEN_LOG = '공개된 기록이 지난번에 본 것과 이어지지 않아요'

const OF_LOG: Partial<Record<Wrong, string>> = {
  signature: '지금 공개된 기록의 서명이 맞지 않아요',
  unknown_key: '지금 공개된 기록을 멜트의 열쇠로 서명하지 않았어요',
  other_log: '지금 공개된 기록은 이름이 달라요',
  shorter: '지금 공개된 기록이 지난번보다 짧아요. 예전 백업으로 되돌렸을 수 있어요',
  other_past: '지난번에 본 기록 가운데 달라진 것이 있어요',
  tiles: '지난번에 본 기록과 이어지는지 멜트가 보여 주지 않아요',
}

export const brokenLogCopy = (wrong: Wrong) => OF_LOG[wrong] ?? '지금 공개된 기록을 읽을 수 없어요'

/** What a creator does about it. */
export const WHAT_TO_DO = [
  '아래 파일에 두 글이 모두 들어 있어요. 내려받아 보관해 주세요. 서로 다른 말에 서명했다는 증거가 돼요',
  '그 파일을 운영자에게 보내고 까닭을 물어봐 주세요',
  '기록 원본도 지금 받아서 예전에 받은 것과 견주어 보세요',
]

export const SAVE_BOTH = '두 글 내려받기'
export const LEDGER_FILE = '기록 원본 받기'
export const HOW_TO_CHECK = '확인하는 방법'
export const HIDE_FOR_TODAY = '하루 동안 접어 두기'
export const bothTexts = (before: string, now: string) =>
  `지난번에 본 기록\n\n${before || '없음\n'}\n지금 공개된 기록\n\n${now || '없음\n'}`
