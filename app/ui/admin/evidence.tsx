import { MESSAGE_TYPE_COPY, REASON_COPY } from '~/copy/ko/moderation'
import type { InspectedReport } from '~/domain/moderation/presenter'
import { Quoted } from '../moderation/quoted'
import { LifeLine } from '../moderation/reasons'
import { At } from '../when'

/** The words that were reported, where they stand, and what everybody who reported them said. */
export function Evidence({ report }: { report: InspectedReport }) {
  const { type, channelName, authorName, evidence, reports, isPublic, isHidden, isWithdrawn } = report
  const under = `${channelName} 채널의 ${MESSAGE_TYPE_COPY[type]} · ${isPublic ? '공개' : '비공개'}`
  return (
    <>
      <Quoted name={authorName} under={under} text={evidence} gone="보관 기간이 끝나서 지웠어요">
        {(isHidden || isWithdrawn) && (
          <p className="text-sm text-soft">
            {isWithdrawn ? '글쓴이가 지운 글이에요' : '지금은 숨겨진 글이에요'}
          </p>
        )}
      </Quoted>
      <section className="card" aria-labelledby="told-title">
        <h2 id="told-title">
          신고 <span className="num">{reports.length}건</span>
        </h2>
        <ul className="rows">
          {reports.map(({ id, reason, detail, createdAt }) => (
            <li key={id} className="row">
              <span className="row-body">
                <b>{REASON_COPY[reason]}</b>
                {detail && <span className="claim-text">{detail}</span>}
                <span className="text-sm text-soft">
                  <At at={createdAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
        {reports.some(({ reason }) => reason === 'self_harm') && <LifeLine />}
      </section>
    </>
  )
}
