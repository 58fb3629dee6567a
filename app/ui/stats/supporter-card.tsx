import { cheese } from '~/domain/core/cheese'
import type { StatsRange } from '~/domain/stats/input'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { When } from '../when'
import { SupporterMarks } from './supporter-marks'
import { WhyLink } from './why-link'

export type Supporter = {
  chzzkUserId: string
  displayName: string
  badge: { tier: number; name: string; icon: string } | null
  vip: boolean
  sum: number
  count: number
  lastSupportAt: string
}

type SupporterCardProps = { supporter: Supporter; range: StatsRange }

/** Somebody who supports: how much, how often, when last. */
export function SupporterCard({ supporter, range }: SupporterCardProps) {
  const { chzzkUserId, displayName, badge, vip, sum, count, lastSupportAt } = supporter
  const address = paths.supporter(chzzkUserId, range)
  return (
    <li className="claim">
      <div className="line">
        <Face name={displayName} />
        <div className="row-body">
          <h2 className="ellipsis supporter-name">
            <a className="plain" href={address}>
              {displayName}
            </a>
          </h2>
          <SupporterMarks badge={badge} vip={vip} />
        </div>
        <div className="supporter-sum">
          <strong className="num">{cheese(sum)}</strong>
          <span className="small soft num">{count.toLocaleString('ko-KR')}건</span>
        </div>
      </div>
      <div className="line small soft">
        마지막 후원 <When at={lastSupportAt} />
      </div>
      <div className="line spread">
        <a className="link small tap" href={`${address}#messages`}>
          <span className="sr-only">{displayName}님의 </span>후원과 메시지
        </a>
        <WhyLink of={`${displayName}님 ${cheese(sum)}`} why={{ figure: 'supporter', chzzkUserId, range }} />
      </div>
    </li>
  )
}
