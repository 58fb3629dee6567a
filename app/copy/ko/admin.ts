import type { AuditAct } from '#prisma'

/** What an admin did, as the audit log says it. */
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
}
