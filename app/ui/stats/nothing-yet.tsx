import { rangeCopy } from '~/copy/ko/ranges'
import type { Summary } from '~/domain/stats/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { ChartIcon } from '../icons'

type NothingYetProps = { summary: Summary; sharePath: string }

export function NothingYet({ summary: { range, unconfirmed }, sharePath }: NothingYetProps) {
  const all = range === 'all'
  return (
    <Empty
      icon={<ChartIcon />}
      title={all ? '아직 확인된 후원이 없어요' : `${rangeCopy(range)} 동안 확인된 후원이 없어요`}
    >
      <p className="text-sm text-soft">후원을 확인하면 여기에 그래프가 그려져요</p>
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
