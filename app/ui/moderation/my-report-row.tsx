import { MESSAGE_TYPE_COPY, REASON_COPY, REPORT_OUTCOME_COPY } from '~/copy/ko/moderation'
import type { MyReport } from '~/domain/moderation/presenter'
import { When } from '../when'

const OUTCOME_TAGS = { open: 'tag-wait', hidden: 'tag-ok', kept: 'tag-out' } as const

/** One of my reports, and what came of it. */
export function MyReportRow({ report }: { report: MyReport }) {
  const { channelName, type, reason, createdAt, outcomeReason } = report
  const outcome = report.outcome ?? 'open'
  const { label, sentence } = REPORT_OUTCOME_COPY[outcome]
  return (
    <li className="claim">
      <div className="flex min-w-0 items-center gap-2 justify-between">
        <div className="row-body">
          <h2 className="min-w-0 truncate">{REASON_COPY[reason]}</h2>
          <div className="text-sm text-soft">
            {channelName} 채널의 {MESSAGE_TYPE_COPY[type]} · <When at={createdAt} />
          </div>
        </div>
        <span className={`tag ${OUTCOME_TAGS[outcome]}`}>{label}</span>
      </div>
      <p className="text-sm">{sentence}</p>
      {outcomeReason && <p className="text-sm text-soft">덧붙인 말: {outcomeReason}</p>}
    </li>
  )
}
