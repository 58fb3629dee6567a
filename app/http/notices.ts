import { cheese } from '~/domain/cheese'
import type { DonationView } from '~/domain/donations/view'
import type { ReportReason } from '~/domain/moderation/reasons'
import type { Notice } from './notice.server'

/** Undoing is an act of its own in the ledger, with this reason. */
export const SLIP = '잘못 눌렀어요'

export function confirmedNotice({ id, amount }: DonationView): Notice {
  return {
    text: `${cheese(amount ?? 0)}를 확인했어요`,
    undo: { action: `/donations/${id}/reverse`, fields: { reason: SLIP } },
  }
}

export function reversedNotice({ id }: DonationView): Notice {
  return { text: '확인을 취소했어요', undo: { action: `/donations/${id}/confirm`, fields: {} } }
}

export function rejectedNotice({ donor }: DonationView): Notice {
  return { text: `${donor.displayName}님의 후원을 제외했어요` }
}

export function mergedNotice({
  donation,
  into,
}: {
  donation: DonationView
  into: DonationView | null
}): Notice {
  const text = into?.status === 'CONFIRMED' ? '하나로 합쳤어요. 한 번만 더해져요' : '하나로 합쳤어요'
  return { text, undo: { action: `/donations/${donation.id}/unmerge`, fields: {} } }
}

export function confirmedManyNotice({
  confirmed,
  failed,
  sum,
}: {
  confirmed: unknown[]
  failed: unknown[]
  sum: number
}): Notice {
  if (confirmed.length === 0)
    return { text: `${failed.length}건을 확인하지 못했어요. 그사이에 바뀌었을 수 있어요` }
  const done = `${confirmed.length}건, 모두 ${cheese(sum)}를 확인했어요`
  return { text: failed.length > 0 ? `${done}. ${failed.length}건은 확인하지 못했어요` : done }
}

export function hiddenNotice(messageId: string): Notice {
  return { text: '글을 숨겼어요', undo: { action: `/content/${messageId}/restore`, fields: {} } }
}

export function reportedNotice(reason: ReportReason): Notice {
  if (reason === 'self_harm') {
    return { text: '신고했어요. 지금 위급해 보이면 109(자살예방 상담전화)나 119에 바로 알려 주세요' }
  }
  return { text: '신고했어요. 결과는 마이의 신고 기록에서 알려 드려요' }
}
