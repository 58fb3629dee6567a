import { rangeCopy } from '~/copy/ko/ranges'
import { cheese } from '~/domain/core/cheese'
import type { StatsRange } from '~/domain/stats/input'
import { FigureCard } from './figure-card'
import { rateWords } from './rate-words'
import { waitedWords } from './waited-words'

export type Summary = {
  range: StatsRange
  total: number
  count: number
  supporters: number
  activeSupporters: number
  repeatRate: number | null
  today: number
  week: number
  month: number
  bySource: { manual: number; session: number; statement: number }
  byBroadcast: { live: number; afterLive: number; unknown: number }
  unconfirmed: { count: number; oldestAt: string | null }
  asOf: string
}

const people = (count: number) => `${count.toLocaleString('ko-KR')}명`
const pieces = (count: number) => `${count.toLocaleString('ko-KR')}건`

/** A creator's figures; each one says why it is so. */
export function FiguresOfRange({ summary }: { summary: Summary }) {
  const { range, total, count, supporters, activeSupporters, repeatRate, unconfirmed, asOf } = summary
  const span = rangeCopy(range)
  return (
    <dl className="figures">
      <FigureCard wide name={`${span} 받은 치즈`} value={cheese(total)} why={{ figure: 'total', range }} />
      <FigureCard name="오늘" value={cheese(summary.today)} why={{ figure: 'today', range }} />
      <FigureCard name="이번 주" value={cheese(summary.week)} why={{ figure: 'week', range }} />
      <FigureCard name="이번 달" value={cheese(summary.month)} why={{ figure: 'month', range }} />
      <FigureCard name={`${span} 확인한 후원`} value={pieces(count)} why={{ figure: 'count', range }} />
      <FigureCard
        name={`${span} 후원한 분`}
        value={people(activeSupporters)}
        note={range === 'all' ? undefined : `지금까지 모두 ${people(supporters)}`}
        why={{ figure: 'activeSupporters', range }}
      />
      <FigureCard
        name="다시 찾아온 비율"
        value={rateWords(repeatRate)}
        note="두 날 이상 후원한 분"
        why={{ figure: 'repeatRate', range }}
      />
      <FigureCard
        wide
        name="확인을 기다리는 후원"
        value={pieces(unconfirmed.count)}
        note={waitedWords(unconfirmed.oldestAt, asOf)}
        why={{ figure: 'unconfirmed', range }}
      />
    </dl>
  )
}
