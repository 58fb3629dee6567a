import type { AutoConfirm, LedgerCheck } from '~/domain/admin/input'
import { Disclosure } from '../disclosure'
import { OperationForm } from '../form/operation-form'
import { At } from '../when'

export function AutoConfirmCard({ state }: { state: AutoConfirm }) {
  const { allowed, environmentAllows, stoppedAt } = state
  return (
    <section className="card" aria-labelledby="auto-confirm-title">
      <div className="line justify-between">
        <h2 id="auto-confirm-title">자동 확인</h2>
        <span className={`tag ${allowed ? 'tag-ok' : 'tag-back'}`}>{allowed ? '허용됨' : '멈춤'}</span>
      </div>
      {allowed && <p className="note">자동 확인을 켠 채널에서는 치지직 신호가 오면 바로 확인돼요</p>}
      {stoppedAt && (
        <p className="note">
          <At at={stoppedAt} />에 멈췄어요. 신호는 계속 받고, 확인은 스트리머가 직접 해요
        </p>
      )}
      {!environmentAllows && (
        <p className="note">환경 설정 MELT_AUTO_CONFIRM이 off라서, 여기에서 허용해도 멈춰 있어요</p>
      )}
      <OperationForm
        op="POST /admin/auto-confirm"
        redirectTo="here"
        fields={{ allowed: stoppedAt ? 'true' : 'false' }}
      >
        <button className="button button-quiet w-full" type="submit">
          {stoppedAt ? '자동 확인 다시 허용하기' : '자동 확인 모두 멈추기'}
        </button>
      </OperationForm>
    </section>
  )
}

export function LedgerCheckCard({ check }: { check: LedgerCheck | null }) {
  const [summary, ...lines] = check?.disagreements ?? []
  return (
    <section className="card" aria-labelledby="ledger-title">
      <div className="line justify-between">
        <h2 id="ledger-title">원장</h2>
        {check && (
          <span className={`tag ${summary ? 'tag-back' : 'tag-ok'}`}>{summary ? '어긋남' : '모두 맞음'}</span>
        )}
      </div>
      {check ? (
        <p className="note">
          마지막 점검 <At at={check.at} />
        </p>
      ) : (
        <p className="note">아직 점검하지 않았어요</p>
      )}
      {summary && (
        <p className="alert text-sm" lang="en">
          {summary}
        </p>
      )}
      {lines.length > 0 && (
        <Disclosure label={`어긋난 곳 ${lines.length}줄 보기`}>
          <ul className="text-sm" lang="en">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="note">종류마다 20줄까지예요. 전부는 ledger:verify 명령이 알려 줘요</p>
        </Disclosure>
      )}
      <OperationForm op="POST /admin/ledger-check" redirectTo="here">
        <button className="button button-quiet w-full" type="submit">
          원장 점검하기
        </button>
      </OperationForm>
    </section>
  )
}
