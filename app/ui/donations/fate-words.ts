import type { ActorKind, DonationStatus } from '#prisma'

const LOOKED_AT = '메시지는 스트리머가 살펴보고 공개를 정해요'

const CONFIRMED_BY = {
  viewer: '후원이 확인됐어요',
  creator: '스트리머가 확인했어요',
  admin: '운영자가 확인했어요',
  session: '치지직 신호로 확인됐어요',
  statement: '정산 내역으로 확인됐어요',
} as const satisfies Record<ActorKind, string>

const WORDS = {
  PENDING: '치지직에서 후원을 마치면 메시지를 남길 수 있어요',
  OCCURRED: '확인을 기다리고 있어요',
  REJECTED:
    '스트리머가 이 후원을 제외했어요. 치지직 후원 내역은 그대로이니, 다르다면 스트리머에게 알려 주세요',
  REVERSED: '스트리머가 확인을 취소했어요. 치즈가 사라진 것은 아니에요. 다시 확인되면 기록에 돌아와요',
} as const satisfies Record<Exclude<DonationStatus, 'CONFIRMED'>, string>

type Fate = { status: DonationStatus; confirmedBy: ActorKind | null; held: boolean }

/** What became of a fan's donation, told to the fan: by what it was confirmed, and never which word holds the message. */
export function fateWords({ status, confirmedBy, held }: Fate): string {
  if (status === 'CONFIRMED') {
    const confirmed = CONFIRMED_BY[confirmedBy ?? 'viewer']
    return `${confirmed}. ${held ? LOOKED_AT : '고마운 마음이 잘 전해졌어요'}`
  }
  return held && status === 'OCCURRED' ? `${WORDS.OCCURRED}. ${LOOKED_AT}` : WORDS[status]
}
