import type { AuditAct } from '#prisma'
import type { AuditLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { At } from '../when'

const ACTS: Record<AuditAct, string> = {
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

/** One line of the audit log: who did what to which, when and why. */
export function AuditRow({ line }: { line: AuditLine }) {
  const { act, subjectId, reason, actorName, at } = line
  const address = act.startsWith('report_') ? paths.adminReport : paths.adminObjection
  const hasPage = act.startsWith('report_') || act.startsWith('objection_')
  return (
    <tr>
      <td>
        <strong>{ACTS[act]}</strong>
        <br />
        <At at={at} />
        {reason && (
          <>
            <br />
            {act === 'ledger_checked' ? `어긋난 곳: ${reason.split('\n')[0]}` : `이유: ${reason}`}
          </>
        )}
        {subjectId && (
          <>
            <br />
            <span className="soft num">
              {hasPage ? (
                <a className="link" href={address(subjectId)}>
                  {subjectId.slice(-12)}
                </a>
              ) : (
                subjectId.slice(-12)
              )}
            </span>
          </>
        )}
      </td>
      <td>{actorName}</td>
    </tr>
  )
}
