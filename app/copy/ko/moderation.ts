import type { AuditAct, MessageType } from '#prisma'
import type { ReportReason } from '~/domain/moderation/input'

export const REASON_COPY: Record<ReportReason, string> = {
  self_harm: '자해·자살 위험',
  sexual: '성적 괴롭힘·불법촬영물',
  privacy: '개인정보',
  threat: '협박·스토킹',
  abuse: '욕설·혐오',
  impersonation: '사칭',
  spam: '스팸·광고',
  false_donation: '허위 후원 주장',
  other: '기타',
}

/** Stored and shown where nobody wrote one. */
export function storedReasonCopy(reason: ReportReason | 'unstated') {
  return reason === 'unstated' ? '운영정책에 맞지 않는 글이에요' : REASON_COPY[reason]
}

export const MESSAGE_TYPE_COPY = {
  donation: '후원 메시지',
  dm: '편지',
  creator_post: '스트리머의 글',
  creator_reply: '스트리머의 답장',
} as const satisfies Record<MessageType, string>

export const REPORT_OUTCOME_COPY = {
  open: { label: '접수됨', sentence: '확인하고 있어요. 결과를 여기에서 알려 드려요' },
  hidden: { label: '숨겼어요', sentence: '알려 주셔서 고마워요. 이제 다른 분에게 보이지 않아요' },
  kept: {
    label: '그대로 두었어요',
    sentence: '살펴봤지만 운영정책에 어긋나지 않는다고 봤어요. 알려 주셔서 고마워요',
  },
} as const

export const OBJECTION_OUTCOME_COPY = {
  open: '확인하고 있어요',
  restored: '다시 보여요',
  kept: '숨김을 유지했어요',
} as const

export const HIDE_REASONS = [
  '욕설이나 혐오 표현이 있어요',
  '개인정보가 들어 있어요',
  '광고나 도배예요',
  '채널과 맞지 않는 글이에요',
] as const

export function reportedCopy(reason: ReportReason) {
  return reason === 'self_harm'
    ? '신고했어요. 지금 위급해 보이면 109(자살예방 상담전화)나 119에 바로 알려 주세요'
    : '신고했어요. 결과는 마이의 신고 기록에서 알려 드려요'
}

export const AUDIT_COPY: Record<AuditAct, string> = {
  report_read: '신고된 글을 봤어요',
  report_hidden: '신고를 받아들여 숨겼어요',
  report_kept: '신고된 글을 그대로 두었어요',
  objection_read: '이의와 숨겨진 글을 봤어요',
  objection_restored: '이의를 받아들여 되돌렸어요',
  objection_kept: '이의가 왔지만 숨김을 유지했어요',
  message_hidden: '글을 숨겼어요',
  message_restored: '글을 되돌렸어요',
  ledger_checked: '원장을 점검했어요',
  auto_confirm_stopped: '자동 확인을 모두 멈췄어요',
  auto_confirm_allowed: '자동 확인을 다시 허용했어요',
  donation_confirmed: '스트리머 대신 후원을 확인했어요',
  settlement_opted_in: '스트리머가 참고 지표를 켰어요',
  settlement_opted_out: '스트리머가 참고 지표를 껐어요',
}
