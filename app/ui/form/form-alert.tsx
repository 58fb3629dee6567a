import { paths } from '~/http/paths'
import type { ReturnedForm } from '~/http/responses/returned-form'

type FormAlertProps = { returned: ReturnedForm; formPage: string }

/** Why a form came back, above its fields; what was written is still in them. */
export function FormAlert({ returned, formPage }: FormAlertProps) {
  if (returned.reason === null) return null
  return (
    <div className="alert" role="alert">
      <p>
        <strong>{returned.title}.</strong> {returned.detail}
      </p>
      {returned.reason === 'signed_out' && (
        <p>
          <a className="link tap" href={paths.loginPage(formPage)} target="_blank" rel="noopener">
            로그인하고 이어서 보내기
          </a>
          <span className="small soft"> 새 창에서 로그인한 뒤 여기로 돌아와 다시 보내 주세요</span>
        </p>
      )}
      {returned.reason === 'agreement_needed' && (
        <a className="link tap" href={paths.welcome} target="_blank" rel="noopener">
          약관 보고 이어서 보내기
        </a>
      )}
    </div>
  )
}
