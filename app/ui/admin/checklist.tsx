import type { InstanceFigures } from '~/domain/admin/presenter'
import { cheese } from '~/domain/core/cheese'
import type { Period } from '~/domain/core/kst'
import { paths } from '~/http/paths'
import { Figures } from '../figures'
import { Ago } from '../when'

const PERIODS: [Period, string][] = [
  ['today', '오늘'],
  ['week', '이번 주'],
  ['month', '이번 달'],
  ['all', '전체'],
]

const counted = (count: number, unit: string) => `${count.toLocaleString('ko-KR')}${unit}`

/** What an operator looks at each day, week and month. */
export function Checklist({ figures, period }: { figures: InstanceFigures; period: Period }) {
  const { confirmed, waiting, reports, channels, people } = figures
  return (
    <section className="stack-tight" aria-labelledby="checklist-title">
      <h2 id="checklist-title">점검표</h2>
      <nav className="pills" aria-label="기간">
        {PERIODS.map(([value, word]) => (
          <a
            key={value}
            className="pill"
            href={value === 'today' ? paths.admin : `${paths.admin}?period=${value}`}
            aria-current={value === period ? 'true' : undefined}
          >
            {word}
          </a>
        ))}
      </nav>
      <Figures
        figures={[
          { name: '확인된 후원', value: counted(confirmed.count, '건') },
          { name: '확인된 치즈', value: cheese(confirmed.sum) },
        ]}
      />
      <h3>지금</h3>
      <Figures
        figures={[
          { name: '확인 전 후원', value: counted(waiting.count, '건') },
          { name: '처리 전 신고', value: counted(reports.count, '건') },
          { name: '열린 채널', value: counted(channels, '곳') },
          { name: '가입한 사람', value: counted(people, '명') },
        ]}
      />
      <p className="small soft">
        가장 오래된 것: 확인 전 후원 <Oldest at={waiting.oldestAt} /> · 신고 <Oldest at={reports.oldestAt} />
      </p>
    </section>
  )
}

function Oldest({ at }: { at: string | null }) {
  return at ? <Ago at={at} /> : <>없음</>
}
