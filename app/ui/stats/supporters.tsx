import { rangeCopy } from '~/copy/ko/dates'
import { overDaysCopy } from '~/copy/ko/figures'
import { cheese, countCopy } from '~/copy/ko/numbers'
import type { Badge } from '~/domain/badges/badge'
import type { StatsRange } from '~/domain/stats/input'
import type { Supporter } from '~/domain/stats/presenter'
import { paths } from '~/http/paths'
import { BadgeTag, VipTag } from '../badges/badge'
import { Face } from '../face'
import { FigureGrid } from '../figures'
import { PersonIcon } from '../icons'
import { PlaceCard } from '../places'
import { When } from '../when'
import { FigureCard, WhyLink } from './explanation'

export function SupportersLink({ range }: { range: StatsRange }) {
  return (
    <PlaceCard href={paths.supportersOf(range)} icon={<PersonIcon />}>
      <strong>누가 후원했나요?</strong>
      <span className="note">많이 후원한 분부터 볼 수 있어요</span>
    </PlaceCard>
  )
}

type SupporterCardProps = { supporter: Supporter; range: StatsRange }

export function SupporterCard({ supporter, range }: SupporterCardProps) {
  const { chzzkUserId, displayName, badge, vip, sum, count, lastSupportAt } = supporter
  const address = paths.supporter(chzzkUserId, range)
  return (
    <li className="card">
      <div className="line">
        <Face name={displayName} />
        <div className="row-body">
          <h2 className="min-w-0 truncate text-base">
            <a href={address}>{displayName}</a>
          </h2>
          <SupporterMarks badge={badge} vip={vip} />
        </div>
        <div className="flex flex-none flex-col items-end">
          <strong className="num">{cheese(sum)}</strong>
          <span className="note num">{countCopy(count, '건')}</span>
        </div>
      </div>
      <div className="line note">
        마지막 후원 <When at={lastSupportAt} />
      </div>
      <div className="line -my-2 justify-between">
        <a className="link-small" href={`${address}#messages`}>
          <span className="sr-only">{displayName}님의 </span>후원과 메시지
        </a>
        <WhyLink of={`${displayName}님 ${cheese(sum)}`} why={{ figure: 'supporter', chzzkUserId, range }} />
      </div>
    </li>
  )
}

type SupporterHeadProps = {
  supporter: Omit<Supporter, 'lastSupportAt'> & {
    lifetime: number
    days: number
    lastSupportAt: string | null
  }
  range: StatsRange
}

export function SupporterHead({ supporter, range }: SupporterHeadProps) {
  const { chzzkUserId, displayName, badge, vip, sum, lifetime, count, days, lastSupportAt } = supporter
  const why = { figure: 'supporter', chzzkUserId }
  return (
    <>
      <div>
        <a className="link-small" href={paths.supportersOf(range)}>
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
      <FigureGrid>
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
          note={overDaysCopy(days, count)}
          why={{ ...why, range: 'all' }}
        />
      </FigureGrid>
      <div className="line note">
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

type SupporterMarksProps = { badge: Badge | null; vip: boolean }

function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="flex flex-wrap gap-1">
      {vip && <VipTag />}
      {badge && <BadgeTag badge={badge} />}
    </span>
  )
}
