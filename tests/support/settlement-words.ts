/** What Melt never says: it is no lender, and judges, promises and recommends nothing (decision 39). */
export const FORBIDDEN_WORDS = [
  '대출',
  '빌려',
  '이자',
  '금리',
  '한도',
  '신용',
  '보장',
  '원금',
  '상환',
  '승인',
  '심사',
  '최대',
  '확정 지급',
  '즉시 입금',
  '추천',
  '제휴 혜택',
]

/** Those that a text holds, however it is spaced. */
export function forbiddenIn(text: string): string[] {
  const close = text.replace(/\s+/g, ' ')
  return FORBIDDEN_WORDS.filter(
    (word) => close.includes(word) || (word.includes(' ') && close.includes(word.replace(' ', ''))),
  )
}
