import type { DonationStatus } from '#prisma'

const WORDS = {
  PENDING: '치지직에서 후원을 마치면 메시지를 남길 수 있어요',
  OCCURRED: '확인을 기다리고 있어요',
  CONFIRMED: '스트리머가 확인했어요. 고마운 마음이 잘 닿았어요',
  REJECTED:
    '스트리머가 이 후원을 제외했어요. 치지직 후원 내역은 그대로이니, 다르다면 스트리머에게 알려 주세요',
  REVERSED: '스트리머가 확인을 취소했어요. 치즈가 사라진 것은 아니에요. 다시 확인되면 기록에 돌아와요',
} as const satisfies Record<DonationStatus, string>

/** What became of a fan's donation, told to the fan. */
export function fateWords(status: DonationStatus) {
  return WORDS[status]
}
