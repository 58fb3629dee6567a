import { rangeCopy } from '~/copy/ko/ranges'
import { cheese } from '~/domain/core/cheese'
import type { StatsRange } from '~/domain/stats/input'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { When } from '../when'
import { FigureCard } from './figure-card'
import type { Supporter } from './supporter-card'
import { SupporterMarks } from './supporter-marks'

type SupporterHeadProps = {
  supporter: Omit<Supporter, 'lastSupportAt'> & {
    lifetime: number
    days: number
    lastSupportAt: string | null
  }
  range: StatsRange
}

/** A supporter in numbers: of the range that is looked at, and of all time. */
export function SupporterHead({ supporter, range }: SupporterHeadProps) {
  const { chzzkUserId, displayName, badge, vip, sum, lifetime, count, days, lastSupportAt } = supporter
  const why = { figure: 'supporter', chzzkUserId }
  return (
    <>
      <div>
        <a className="link small tap" href={paths.supportersOf(range)}>
          후원한 분으로 돌아가기
        </a>
        <div className="line">
          <Face name={displayName} large />
          <div className="row-body">
            <h1>{displayName}</h1>
            <SupporterMarks badge={badge} vip={vip} />
          </div>
        </div>
      </div>
      <dl className="figures">
        {range !== 'all' && (
          <FigureCard
            wide
            name={`${rangeCopy(range)} 받은 치즈`}
            value={cheese(sum)}
            why={{ ...why, range }}
          />
        )}
        <FigureCard
          wide
          name="지금까지 받은 치즈"
          value={cheese(lifetime)}
          note={overDays(days, count)}
          why={{ ...why, range: 'all' }}
        />
      </dl>
      <div className="small soft line">
        {lastSupportAt ? (
          <>
            마지막 후원 <When at={lastSupportAt} />
          </>
        ) : (
          '아직 확인된 후원이 없어요'
        )}
      </div>
    </>
  )
}

function overDays(days: number, count: number) {
  const counted = `${count.toLocaleString('ko-KR')}건`
  if (days === 0) return counted
  return days === 1 ? `하루에 ${counted}` : `${days.toLocaleString('ko-KR')}일에 걸쳐 ${counted}`
}
