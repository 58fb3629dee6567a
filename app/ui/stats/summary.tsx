import { rangeCopy } from '~/copy/ko/dates'
import { waitedCopy } from '~/copy/ko/figures'
import { cheese, countCopy, rateCopy } from '~/copy/ko/numbers'
import type { Summary } from '~/domain/stats/presenter'
import { paths } from '~/http/paths'
import { FigureGrid } from '../figures'
import { ChartIcon } from '../icons'
import { Empty } from '../list'
import { FigureCard } from './explanation'
import { Shares } from './shares'

const SOURCES = [
  ['manual', '직접 확인'],
  ['session', '치지직 신호'],
  ['statement', '정산 내역'],
] as const
const BROADCASTS = [
  ['live', '방송 중'],
  ['afterLive', '방송 뒤'],
  ['unknown', '알 수 없음'],
] as const

export function FiguresOfRange({ summary }: { summary: Summary }) {
  const { range, total, count, supporters, activeSupporters, repeatRate, unconfirmed, asOf } = summary
  const span = rangeCopy(range)
  return (
    <FigureGrid>
      <FigureCard wide name={`${span} 받은 치즈`} value={cheese(total)} why={{ figure: 'total', range }} />
      <FigureCard name="오늘" value={cheese(summary.today)} why={{ figure: 'today', range }} />
      <FigureCard name="이번 주" value={cheese(summary.week)} why={{ figure: 'week', range }} />
      <FigureCard name="이번 달" value={cheese(summary.month)} why={{ figure: 'month', range }} />
      <FigureCard
        name={`${span} 확인한 후원`}
        value={countCopy(count, '건')}
        why={{ figure: 'count', range }}
      />
      <FigureCard
        name={`${span} 후원한 분`}
        value={countCopy(activeSupporters, '명')}
        note={range === 'all' ? undefined : `지금까지 모두 ${countCopy(supporters, '명')}`}
        why={{ figure: 'activeSupporters', range }}
      />
      <FigureCard
        name="다시 찾아온 비율"
        value={rateCopy(repeatRate)}
        note="두 날 이상 후원한 분"
        why={{ figure: 'repeatRate', range }}
      />
      <FigureCard
        wide
        name="확인을 기다리는 후원"
        value={countCopy(unconfirmed.count, '건')}
        note={waitedCopy(unconfirmed.oldestAt, asOf)}
        why={{ figure: 'unconfirmed', range }}
      />
    </FigureGrid>
  )
}

export function SharesOfRange({ summary: { range, bySource, byBroadcast } }: { summary: Summary }) {
  return (
    <>
      <Shares
        id="broadcast"
        title="방송 중과 방송 뒤"
        note="방송 중이었는지 멜트가 보지 못한 때는 알 수 없음이에요"
        shares={BROADCASTS.map(([key, name]) => ({
          name,
          sum: byBroadcast[key],
          why: { figure: 'broadcast', broadcast: key, range },
        }))}
      />
      <Shares
        id="source"
        title="어떻게 확인했나요?"
        note="무엇을 보고 확인했는지예요"
        shares={SOURCES.map(([key, name]) => ({
          name,
          sum: bySource[key],
          why: { figure: 'source', source: key, range },
        }))}
      />
    </>
  )
}

type NothingYetProps = { summary: Summary; sharePath: string }

export function NothingYet({ summary: { range, unconfirmed }, sharePath }: NothingYetProps) {
  const all = range === 'all'
  return (
    <Empty
      icon={<ChartIcon />}
      title={all ? '아직 확인된 후원이 없어요' : `${rangeCopy(range)} 동안 확인된 후원이 없어요`}
    >
      <p className="note">후원을 확인하면 여기에 그래프가 그려져요</p>
      {unconfirmed.count > 0 ? (
        <a className="button" href={paths.confirm}>
          기다리는 후원 확인하기
        </a>
      ) : (
        <a className="button" href={sharePath}>
          채널 링크 공유하기
        </a>
      )}
      {!all && (
        <a className="link tap" href={paths.statsOf('all')}>
          전체 기간 보기
        </a>
      )}
    </Empty>
  )
}
