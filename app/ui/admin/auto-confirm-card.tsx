import type { AutoConfirm } from '~/domain/admin/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { At } from '../when'

/** Whether signals may confirm by themselves, and the one button that stops them all. */
export function AutoConfirmCard({ state }: { state: AutoConfirm }) {
  const { allowed, environmentAllows, stoppedAt } = state
  return (
    <section className="card" aria-labelledby="auto-confirm-title">
      <div className="line spread">
        <h2 id="auto-confirm-title">자동 확인</h2>
        <span className={`tag ${allowed ? 'tag-ok' : 'tag-back'}`}>{allowed ? '허용됨' : '멈춤'}</span>
      </div>
      {allowed && <p className="small soft">자동 확인을 켠 채널에서는 치지직 신호가 오면 바로 확인돼요</p>}
      {stoppedAt && (
        <p className="small soft">
          <At at={stoppedAt} />에 멈췄어요. 신호는 계속 받고, 확인은 스트리머가 직접 해요
        </p>
      )}
      {!environmentAllows && (
        <p className="small soft">환경 설정 MELT_AUTO_CONFIRM이 off라서, 여기에서 허용해도 멈춰 있어요</p>
      )}
      <ActForm action="/admin/auto-confirm" formPage={paths.admin} redirectTo={paths.admin}>
        <input type="hidden" name="allowed" value={stoppedAt ? 'true' : 'false'} />
        <button className="button button-quiet wide" type="submit">
          {stoppedAt ? '자동 확인 다시 허용하기' : '자동 확인 모두 멈추기'}
        </button>
      </ActForm>
    </section>
  )
}
