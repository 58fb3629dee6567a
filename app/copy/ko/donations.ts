import type { ActorKind, DonationSource, DonationStatus } from '#prisma'
import type { LikelyDouble } from '~/domain/donations/doubles'
import {
  type DonationView,
  type IntentState,
  isChosenByDefault,
  isStatementReason,
  MERGED,
  UNMERGED,
} from '~/domain/donations/presenter'
import { HELD_FOR_BLOCKED_PERSON, HELD_FOR_LINK } from '~/domain/messages/message'
import { cheese } from './numbers'

const STATUSES = {
  PENDING: '진행 중',
  OCCURRED: '확인 전',
  CONFIRMED: '확인됨',
  REJECTED: '제외됨',
  REVERSED: '취소됨',
} as const satisfies Record<DonationStatus, string>

const SOURCES = {
  user_flow: '팬이 등록',
  manual: '직접 추가',
  session: '치지직 신호',
  statement: '정산 내역',
} as const satisfies Record<DonationSource, string>

const ACTORS = {
  viewer: '팬',
  creator: '스트리머',
  admin: '운영자',
  session: '치지직 신호',
  statement: '정산 내역',
} as const satisfies Record<ActorKind, string>

const EMPTY_LISTS = {
  PENDING: '아직 후원이 없어요',
  OCCURRED: '확인 전 후원이 없어요',
  CONFIRMED: '아직 확인한 후원이 없어요',
  REJECTED: '제외한 후원이 없어요',
  REVERSED: '확인을 취소한 후원이 없어요',
} as const satisfies Record<DonationStatus, string>

export const statusCopy = (status: DonationStatus) => STATUSES[status]
export const sourceCopy = (source: DonationSource) => SOURCES[source]
export const actorCopy = (actor: ActorKind) => ACTORS[actor]
export const emptyListCopy = (status: DonationStatus) => EMPTY_LISTS[status]

/** Three are the ledger's own, the others a creator wrote. */
export function entryReasonCopy(reason: string) {
  if (isStatementReason(reason)) return '정산 내역에 맞췄어요'
  if (reason === MERGED) return '같은 후원과 합쳤어요'
  return reason === UNMERGED ? '합치기를 되돌렸어요' : reason
}

const MESSAGE_HELD = '메시지는 스트리머가 살펴보고 공개를 정해요'

const CONFIRMED_BY = {
  viewer: '후원이 확인됐어요',
  creator: '스트리머가 확인했어요',
  admin: '운영자가 확인했어요',
  session: '치지직 신호로 확인됐어요',
  statement: '정산 내역으로 확인됐어요',
} as const satisfies Record<ActorKind, string>

const OUTCOMES = {
  PENDING: '치지직에서 후원을 마치면 메시지를 남길 수 있어요',
  OCCURRED: '확인을 기다리고 있어요',
  REJECTED:
    '스트리머가 이 후원을 제외했어요. 치지직 후원 내역은 그대로이니, 다르다면 스트리머에게 알려 주세요',
  REVERSED: '스트리머가 확인을 취소했어요. 치즈가 사라진 것은 아니에요. 다시 확인되면 기록에 돌아와요',
} as const satisfies Record<Exclude<DonationStatus, 'CONFIRMED'>, string>

type Outcome = { status: DonationStatus; confirmedBy: ActorKind | null; held: boolean }

/** For its donor: never which word holds the message. */
export function outcomeCopy({ status, confirmedBy, held }: Outcome): string {
  if (status === 'CONFIRMED') {
    const confirmed = CONFIRMED_BY[confirmedBy ?? 'viewer']
    return `${confirmed}. ${held ? MESSAGE_HELD : '고마운 마음이 잘 전해졌어요'}`
  }
  return held && status === 'OCCURRED' ? `${OUTCOMES.OCCURRED}. ${MESSAGE_HELD}` : OUTCOMES[status]
}

export function likelyDoubleCopy({ status, source, donorName }: LikelyDouble) {
  if (status === 'REJECTED') return '제외한 후원과 같은 신호가 왔어요. 합치면 팬의 메시지도 돌아와요'
  if (source === 'session') {
    return donorName
      ? `${donorName}님이 보낸 같은 금액의 신호가 왔어요. 같은 후원인가요?`
      : '같은 금액의 익명 신호가 왔어요. 같은 후원인가요?'
  }
  if (source === 'user_flow') return `${donorName ?? '팬'}님이 등록한 후원과 금액이 같아요. 같은 후원인가요?`
  return `직접 추가한 ${donorName ?? '이름 없는'} 후원과 금액이 같아요. 같은 후원인가요?`
}

/** In the middle of a sentence. */
export function heldByCopy(heldBy: string) {
  if (heldBy === HELD_FOR_LINK) return '링크가 있어서'
  if (heldBy === HELD_FOR_BLOCKED_PERSON) return '차단한 사람의 글이라'
  return `차단어 “${heldBy}” 때문에`
}

export function hiddenPartsCopy({ hideAmount, hideName }: { hideAmount: boolean; hideName: boolean }) {
  if (hideAmount && hideName) return '금액과 이름을'
  return hideName ? '이름을' : '금액을'
}

/** What 모두 고르기 leaves out. */
export function leftOutCopy(donations: DonationView[]) {
  const doubleCount = donations.filter(({ likelyDouble }) => likelyDouble !== null).length
  const unknownCount = donations.filter((donation) => !isChosenByDefault(donation)).length - doubleCount
  const kinds = [
    doubleCount > 0 && `같은 후원일 수 있는 ${doubleCount}건`,
    unknownCount > 0 && `금액을 모르는 ${unknownCount}건`,
  ].filter(Boolean)
  return kinds.length > 0 ? `${kinds.join(', ')}은 빼 두었어요` : null
}

/** CHZZK's sum of a day less the ledger's. */
export function dayDifferenceCopy(difference: number | null) {
  if (difference === null) return '합계를 적으면 확인한 후원과 얼마나 다른지 보여 드려요'
  if (difference === 0) return '딱 맞아요. 이날의 치즈를 모두 설명할 수 있어요'
  if (difference > 0)
    return `${cheese(difference)}가 아직 설명되지 않았어요. 기다리는 후원을 확인하거나 빠진 후원을 더해 주세요`
  return `확인한 후원이 ${cheese(-difference)} 더 많아요. 두 번 확인했거나 환불된 후원이 있는지 살펴봐 주세요`
}

export const SETTLED_INTENTS = {
  registered: { title: '이미 메시지를 남겼어요', detail: '같은 후원에는 메시지를 한 번만 남길 수 있어요' },
  queued: {
    title: '메시지를 맡아 두었어요',
    detail:
      '확인 전 후원이 이미 3건 있어요. 스트리머가 앞의 후원을 확인하면 차례로 보여요. 시간이 지나도 사라지지 않아요',
  },
  lapsed: {
    title: '후원한 지 24시간이 지났어요',
    detail:
      '이제 여기서 등록할 수는 없지만, 스트리머가 직접 맞춰 줄 수 있어요. 치지직 후원 내역은 그대로예요',
  },
  dismissed: {
    title: '후원하지 않았다고 알려 주셨어요',
    detail: '다시 보내고 싶다면 처음부터 시작해 주세요',
  },
} as const satisfies Record<Exclude<IntentState, 'open'>, { title: string; detail: string }>

/** The reason that undoing gives. */
export const MISTAKE = '잘못 눌렀어요'

export function confirmedCopy({ amount }: DonationView, isReleased: boolean) {
  const confirmed = cheese(amount ?? 0)
  return isReleased ? `${confirmed}를 확인하고 메시지를 공개했어요` : `${confirmed}를 확인했어요`
}

export const reversedCopy = '확인을 취소했어요'

export function rejectedCopy({ donor }: DonationView) {
  return `${donor.displayName}님의 후원을 제외했어요`
}

export function mergedCopy(into: DonationView | null) {
  return into?.status === 'CONFIRMED' ? '하나로 합쳤어요. 한 번만 더해져요' : '하나로 합쳤어요'
}

export const unmergedCopy = '두 후원으로 되돌렸어요'

type BulkOutcome = { doneCount: number; failedCount: number; sum: number }

export function bulkCopy(act: 'confirm' | 'reverse', { doneCount, failedCount, sum }: BulkOutcome) {
  const [done, failed] =
    act === 'confirm'
      ? [`${cheese(sum)}를 확인했어요`, '확인하지 못했어요']
      : [`${cheese(sum)}의 확인을 취소했어요`, '취소하지 못했어요']
  const failures = `${failedCount}건은 ${failed}. 그사이에 바뀌었을 수 있어요`
  if (doneCount === 0) return failedCount > 0 ? failures : '이미 바뀐 후원이라 그대로 두었어요'
  const successes = `${doneCount}건, 모두 ${done}`
  return failedCount > 0 ? `${successes}. ${failures}` : successes
}

/** What the creator answered or hid before stays as CHZZK relayed it. */
export function registeredCopy({ status, message, held }: DonationView, written: string) {
  if (status === 'PENDING') return '메시지를 맡아 두었어요. 앞의 후원이 확인되면 차례로 보여요'
  if (message === null) return '스트리머가 이미 본 후원이라 메시지를 더하지 못했어요. 편지로 보낼 수 있어요'
  if (message !== written) return '스트리머가 이미 본 후원이라, 치지직에서 쓴 말을 그대로 두었어요'
  if (held) return '메시지를 남겼어요. 스트리머가 살펴보고 공개를 정해요'
  return status === 'CONFIRMED'
    ? '메시지를 남겼어요. 이 후원은 이미 확인됐어요'
    : '메시지를 남겼어요. 스트리머의 확인을 기다리고 있어요'
}
