import { MAX_POST } from '~/domain/messages/input'
import { ActForm } from '../act-form'
import { PublicAudience } from '../form/audience'
import { CheckField } from '../form/check-field'
import { MessageField } from '../form/message-field'
import { RequestId } from '../form/request-id'

/** A creator writes to everybody, on top of their own feed; folded until they want to. */
export function PostForm({ formPage, requestId }: { formPage: string; requestId: string }) {
  return (
    <details className="ask">
      <summary className="button button-quiet wide">글 쓰기</summary>
      <ActForm
        action="/feed/creator-post"
        formPage={formPage}
        redirectTo={formPage}
        className="stack"
        draftKey="post"
      >
        <RequestId id={requestId} />
        <MessageField label="모두에게 남기는 글" most={MAX_POST} rows={5} required />
        <CheckField name="pinned">피드 맨 위에 고정하기</CheckField>
        <div className="stack-tight">
          <PublicAudience />
          <button className="button wide" type="submit">
            글 올리기
          </button>
        </div>
      </ActForm>
    </details>
  )
}
