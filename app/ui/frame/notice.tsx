import { paths } from '~/http/paths'
import type { ReturnedForm } from '~/http/responses/returned-form'
import { PreparedForm } from '../form/operation-form'

export type NoticeShown = {
  text: string
  undo?: { action: string; fields: Record<string, string> }
  stays?: boolean
}

/** The place where an act is acknowledged; empty, it waits for the next one. */
export function Notice({ notice }: { notice: NoticeShown | null }) {
  return (
    <div
      id="notice"
      className="notice"
      role="status"
      aria-live="polite"
      data-notice={notice?.stays ? 'stays' : ''}
    >
      {notice && <p>{notice.text}</p>}
      {notice?.undo && (
        <PreparedForm form={notice.undo} redirectTo="here">
          <button className="button button-text" type="submit">
            되돌리기
          </button>
        </PreparedForm>
      )}
    </div>
  )
}

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
          <span className="text-sm text-soft"> 새 창에서 로그인한 뒤 여기로 돌아와 다시 보내 주세요</span>
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
