import type { LogState } from '~/domain/admin/input'
import { At } from '../when'

const DIVERGED = {
  behind: '서명한 것보다 기록이 모자라요. 예전 백업으로 되돌린 데이터베이스예요',
  different: '서명한 것과 다른 기록이 들어 있어요. 되돌린 데이터베이스이거나 누가 고친 데이터베이스예요',
  unknown: '마지막으로 서명한 것을 읽지 못했어요. 파일 저장소를 확인해 주세요',
}

export function LogCard({ state }: { state: LogState }) {
  const { isSigning, newest, divergence } = state
  const tag = divergence === 'unknown' ? '확인하지 못함' : '되돌린 데이터베이스'
  return (
    <section className="card" aria-labelledby="log-title">
      <div className="line justify-between">
        <h2 id="log-title">원장 서명</h2>
        <span className={`tag ${divergence ? 'tag-back' : 'tag-ok'}`}>
          {divergence ? tag : isSigning ? '켜짐' : '꺼짐'}
        </span>
      </div>
      {newest ? (
        <p className="note">
          마지막 서명 <At at={newest.at} /> · {newest.size.toLocaleString('ko-KR')}줄
        </p>
      ) : (
        <p className="note">아직 서명한 것이 없어요</p>
      )}
      {divergence && <p className="alert text-sm">{DIVERGED[divergence]}</p>}
      {divergence && divergence !== 'unknown' && (
        <p className="note">서명만 멈췄고 나머지는 그대로 돌아가요. 어디가 다른지는 원장 점검이 알려 줘요</p>
      )}
      {!isSigning && (
        <p className="note">LEDGER_SIGNING_KEY가 없거나 MELT_LEDGER_SIGNING이 off라서 서명하지 않아요</p>
      )}
    </section>
  )
}
