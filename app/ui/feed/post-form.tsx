import { MAX_POST } from '~/domain/messages/input'
import { CheckField } from '../form/choice-fields'
import { MessageField, PublicAudience } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'

/** A creator writes to everybody, on top of their own feed; folded until they want to. */
export function PostForm({ channelPath, requestId }: { channelPath: string; requestId: string }) {
  return (
    <details className="ask">
      <summary className="button button-quiet w-full">글 쓰기</summary>
      <OperationForm
        op="POST /feed/creator-post"
        redirectTo={channelPath}
        className="flex flex-col gap-4"
        draftKey="post"
      >
        {(name) => (
          <>
            <RequestId id={requestId} />
            <MessageField
              name={name('content')}
              label="모두에게 남기는 글"
              most={MAX_POST}
              rows={5}
              required
            />
            <CheckField name={name('pinned')}>피드 맨 위에 고정하기</CheckField>
            <div className="flex flex-col gap-2">
              <PublicAudience />
              <button className="button w-full" type="submit">
                글 올리기
              </button>
            </div>
          </>
        )}
      </OperationForm>
    </details>
  )
}
