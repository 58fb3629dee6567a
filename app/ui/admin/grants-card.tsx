import type { GrantFigures } from '~/domain/admin/presenter'
import { Figures } from '../figures'
import { Ago } from '../when'

const counted = (count: number) => `${count.toLocaleString('ko-KR')}개`

/** CHZZK's grants in numbers: what an operator has to look after. */
export function GrantsCard({ grants }: { grants: GrantFigures }) {
  const { held, ending, failing, olderKey, missing } = grants
  return (
    <section className="stack-tight" aria-labelledby="grants-title">
      <h2 id="grants-title">치지직 연결</h2>
      <Figures
        figures={[
          { name: '보유 토큰', value: counted(held) },
          { name: '하루 안에 끝나는 토큰', value: counted(ending) },
          { name: '갱신 실패', value: counted(failing.count) },
          { name: '이전 키로 잠긴 토큰', value: counted(olderKey) },
          { name: '신호를 켰지만 연결이 없는 채널', value: `${missing.toLocaleString('ko-KR')}곳` },
        ]}
      />
      {failing.since && (
        <p className="small soft">
          갱신 실패가 시작된 때 <Ago at={failing.since} />
        </p>
      )}
      {olderKey > 0 && <p className="small soft">npm run tokens:rotate를 실행하면 새 키로 다시 잠가요</p>}
    </section>
  )
}
