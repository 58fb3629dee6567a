import { ActForm } from '../act-form'

export type NoticeShown = {
  text: string
  undo?: { action: string; fields: Record<string, string> }
  stays?: boolean
}

/** The place where an act is acknowledged; empty, it waits for the next one. */
export function Notice({ notice, address }: { notice: NoticeShown | null; address: string }) {
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
        <ActForm action={notice.undo.action} formPage={address} redirectTo={address}>
          {Object.entries(notice.undo.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="button button-text" type="submit">
            되돌리기
          </button>
        </ActForm>
      )}
    </div>
  )
}
