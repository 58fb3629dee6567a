import { cheese } from '~/copy/ko/numbers'
import { type GrantFigures, type InstanceFigures, MAX_COUNTED } from '~/domain/admin/input'
import type { Period } from '~/domain/core/kst'
import { paths } from '~/http/paths'
import { Figures } from '../figures'
import { Pills } from '../pills'
import { Ago } from '../when'

const PERIODS: [Period, string][] = [
  ['today', '오늘'],
  ['week', '이번 주'],
  ['month', '이번 달'],
  ['all', '전체'],
]

const counted = (count: number, unit: string) => `${count.toLocaleString('ko-KR')}${unit}`
/** Of what is counted to a thousand. */
const upTo = (count: number, unit: string) => counted(count, count < MAX_COUNTED ? unit : `${unit} 이상`)

export function Checklist({ figures, period }: { figures: InstanceFigures; period: Period }) {
  const { confirmed, waiting, reports, channels, people } = figures
  return (
    <section className="flex flex-col gap-2" aria-labelledby="checklist-title">
      <h2 id="checklist-title">점검표</h2>
      <Pills
        label="기간"
        options={PERIODS}
        value={period}
        hrefOf={(value) => (value === 'today' ? paths.admin : `${paths.admin}?period=${value}`)}
      />
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
          { name: '처리 전 신고', value: upTo(reports.count, '건') },
          { name: '열린 채널', value: counted(channels, '곳') },
          { name: '가입한 사람', value: counted(people, '명') },
        ]}
      />
      <p className="note">
        가장 오래된 것: 확인 전 후원 <Oldest at={waiting.oldestAt} /> · 신고 <Oldest at={reports.oldestAt} />
      </p>
    </section>
  )
}

function Oldest({ at }: { at: string | null }) {
  return at ? <Ago at={at} /> : <>없음</>
}

export function GrantsCard({ grants }: { grants: GrantFigures }) {
  const { held, ending, failing, olderKey, missing } = grants
  return (
    <section className="flex flex-col gap-2" aria-labelledby="grants-title">
      <h2 id="grants-title">치지직 연결</h2>
      <Figures
        figures={[
          { name: '보유 토큰', value: counted(held, '개') },
          { name: '하루 안에 끝나는 토큰', value: upTo(ending, '개') },
          { name: '갱신 실패', value: upTo(failing.count, '개') },
          { name: '이전 키로 잠긴 토큰', value: upTo(olderKey, '개') },
          { name: '신호를 켰지만 연결이 없는 채널', value: upTo(missing, '곳') },
        ]}
      />
      {failing.since && (
        <p className="note">
          갱신 실패가 시작된 때 <Ago at={failing.since} />
        </p>
      )}
      {olderKey > 0 && <p className="note">npm run tokens:rotate를 실행하면 새 키로 다시 잠가요</p>}
    </section>
  )
}
