import { REASON_COPY } from '~/copy/ko/moderation'
import type { ReportReason } from '~/domain/moderation/input'

type ReasonTagsProps = { reasons: ReportReason[]; count: number; hidden?: boolean }

export function ReasonTags({ reasons, count, hidden }: ReasonTagsProps) {
  return (
    <p className="flex flex-wrap items-center gap-1.5">
      {reasons.map((reason) => (
        <span key={reason} className={reason === 'self_harm' ? 'tag tag-wait' : 'tag tag-plain'}>
          {REASON_COPY[reason]}
        </span>
      ))}
      <span className="note num">신고 {count}건</span>
      {hidden && <span className="tag tag-out">숨겨짐</span>}
    </p>
  )
}

/** Where to turn when somebody's life may be in danger. */
export function LifeLine() {
  return (
    <p className="rounded-field bg-raised px-3.5 py-2.5 text-sm in-[.card]:bg-ground">
      지금 위급해 보이면 먼저 알려 주세요:{' '}
      <a className="link" href="tel:109">
        자살예방 상담전화 109
      </a>{' '}
      (24시간),{' '}
      <a className="link" href="tel:119">
        119
      </a>
    </p>
  )
}
