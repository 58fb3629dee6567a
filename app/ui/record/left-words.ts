import type { DonationStatus } from '#prisma'

const WORDS: Record<DonationStatus, string> = {
  PENDING: ' · 아직 등록하지 않았어요',
  OCCURRED: ' · 아직 확인 전이라 더하지 않았어요',
  CONFIRMED: '',
  REJECTED: ' · 스트리머가 제외했어요',
  REVERSED: ' · 확인이 취소됐어요',
}

/** Why a donation is not in a sum. */
export function leftOutCopy(status: DonationStatus) {
  return WORDS[status]
}
