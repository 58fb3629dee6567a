import { REASON_COPY } from '~/copy/ko/moderation'
import type { ReportReason } from '~/domain/moderation/input'

type ReasonTagsProps = { reasons: ReportReason[]; count: number; hidden?: boolean }

/** Why a message was reported, and how often. */
export function ReasonTags({ reasons, count, hidden }: ReasonTagsProps) {
  return (
    <p className="marks marks-start">
      {reasons.map((reason) => (
        <span key={reason} className={reason === 'self_harm' ? 'tag tag-wait' : 'tag tag-plain'}>
          {REASON_COPY[reason]}
        </span>
      ))}
      <span className="small soft num">신고 {count}건</span>
      {hidden && <span className="tag tag-out">숨겨짐</span>}
    </p>
  )
}
