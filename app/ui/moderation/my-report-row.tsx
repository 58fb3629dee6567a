import { MESSAGE_TYPE_COPY, REASON_COPY } from '~/copy/ko/moderation'
import type { MyReport } from '~/domain/moderation/presenter'
import { When } from '../when'

const OUTCOMES = {
  open: { word: '접수됨', shape: 'tag-wait', sentence: '확인하고 있어요. 결과를 여기에서 알려 드려요' },
  hidden: {
    word: '숨겼어요',
    shape: 'tag-ok',
    sentence: '알려 주셔서 고마워요. 이제 다른 분에게 보이지 않아요',
  },
  kept: {
    word: '그대로 두었어요',
    shape: 'tag-out',
    sentence: '살펴봤지만 운영정책에 어긋나지 않는다고 봤어요. 알려 주셔서 고마워요',
  },
} as const

/** One of my reports, and what came of it. */
export function MyReportRow({ report }: { report: MyReport }) {
  const { channelName, type, reason, createdAt, outcome, outcomeReason } = report
  const { word, shape, sentence } = OUTCOMES[outcome ?? 'open']
  return (
    <li className="claim">
      <div className="line spread">
        <div className="row-body">
          <h2 className="ellipsis">{REASON_COPY[reason]}</h2>
          <div className="small soft">
            {channelName} 채널의 {MESSAGE_TYPE_COPY[type]} · <When at={createdAt} />
          </div>
        </div>
        <span className={`tag ${shape}`}>{word}</span>
      </div>
      <p className="small">{sentence}</p>
      {outcomeReason && <p className="small soft">덧붙인 말: {outcomeReason}</p>}
    </li>
  )
}
