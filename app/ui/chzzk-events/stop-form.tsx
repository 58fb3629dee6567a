import { paths } from '~/http/paths'
import { ActForm } from '../act-form'

/** Stops automatic confirmation in one tap: from then on the creator confirms, and signals are only evidence. */
export function StopForm() {
  return (
    <ActForm
      action="/creator/session"
      formPage={paths.signals}
      redirectTo={paths.signals}
      method="PUT"
      className="stack-tight"
    >
      <input type="hidden" name="mode" value="assist" />
      <button className="button wide" type="submit">
        자동 확인 멈추기
      </button>
      <p className="small soft">누르는 즉시 멈춰요. 신호는 계속 참고로 받아요</p>
    </ActForm>
  )
}
