import { HIDE_REASONS } from '~/copy/ko/moderation'
import { paths } from '~/http/paths'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'

/** A creator hides what somebody wrote in their channel, for a reason its author reads; the report stands behind. */
export function HideForm({ id, redirectTo }: { id: string; redirectTo: string }) {
  const form = { op: 'DELETE /content/:id', params: { id }, redirectTo } as const
  return (
    <details className="ask ml-auto [&:not([open])+a]:ml-0">
      <summary className="tap -my-2 text-soft hover:underline">숨기기</summary>
      <div className="card mt-1 text-base">
        <p className="note">피드와 인박스에서 사라지고, 글쓴이는 이유를 볼 수 있어요. 되돌릴 수 있어요</p>
        <OperationForm {...form} className="flex flex-wrap gap-2">
          {(name) =>
            HIDE_REASONS.map((reason) => (
              <button
                key={reason}
                className="button button-quiet button-small flex-auto"
                type="submit"
                name={name('reason')}
                value={reason}
              >
                {reason}
              </button>
            ))
          }
        </OperationForm>
        <OperationForm {...form} className="flex flex-col gap-2">
          {(name) => (
            <>
              <Field name={name('reason')} id={`reason-${id}`} label="다른 이유" most={200} required />
              <button className="button button-bad button-small" type="submit">
                숨기기
              </button>
            </>
          )}
        </OperationForm>
      </div>
    </details>
  )
}

/** The quiet way to report a message, at the end of its foot; somebody who is logged out logs in first. */
export function ReportLink({ id }: { id: string }) {
  return (
    <a
      className="tap -my-2 -mr-2 ml-auto px-2 text-soft hover:underline"
      href={paths.report(id)}
      rel="nofollow"
    >
      신고
    </a>
  )
}
