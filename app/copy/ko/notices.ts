import { cheese } from '~/domain/core/cheese'
import type { DonationView } from '~/domain/donations/presenter'

/** The reason that undoing gives: it is an entry of its own in the ledger. */
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

/** What its fan's message became: what the creator answered or hid before stays as CHZZK relayed it. */
export function registeredCopy({ status, message, held }: DonationView, written: string) {
  if (status === 'PENDING') return '메시지를 맡아 두었어요. 앞의 후원이 확인되면 차례로 보여요'
  if (message === null) return '스트리머가 이미 본 후원이라 메시지를 더하지 못했어요. 편지로 보낼 수 있어요'
  if (message !== written) return '스트리머가 이미 본 후원이라, 치지직에서 쓴 말을 그대로 두었어요'
  if (held) return '메시지를 남겼어요. 스트리머가 살펴보고 공개를 정해요'
  return status === 'CONFIRMED'
    ? '메시지를 남겼어요. 이 후원은 이미 확인됐어요'
    : '메시지를 남겼어요. 스트리머의 확인을 기다리고 있어요'
}
