import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { CheckField } from '../form/check-field'

/** The last step: a box to tick and a button that says what it does. */
export function DeleteAccountForm() {
  return (
    <ActForm action="/me/leave" formPage={paths.leaving} className="card">
      <h2>탈퇴하기</h2>
      <CheckField name="confirm" required>
        글과 설정이 지워지고 되돌릴 수 없다는 걸 알았어요
      </CheckField>
      <button className="button button-bad wide" type="submit">
        멜트에서 탈퇴하기
      </button>
      <p className="small soft">
        치지직 계정과 치즈는 그대로예요. 치즈 결제·환불은 치지직 고객센터에서 도와드려요
      </p>
    </ActForm>
  )
}
