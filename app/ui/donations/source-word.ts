import type { DonationSource } from '#prisma'

const WORDS = {
  user_flow: '팬이 등록',
  manual: '직접 추가',
  session: '치지직 신호',
  statement: '정산 내역',
} as const satisfies Record<DonationSource, string>

/** Where a donation was learnt from. */
export function sourceWord(source: DonationSource) {
  return WORDS[source]
}
