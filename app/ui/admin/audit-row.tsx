import { AUDIT_COPY } from '~/copy/ko/moderation'
import type { AuditLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { At } from '../when'

export function AuditRow({ line }: { line: AuditLine }) {
  const { act, subjectId, reason, actorName, at } = line
  const address = act.startsWith('report_') ? paths.adminReport : paths.adminObjection
  const hasPage = act.startsWith('report_') || act.startsWith('objection_')
  return (
    <tr>
      <td>
        <strong>{AUDIT_COPY[act]}</strong>
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
            <span className="text-soft num">
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
