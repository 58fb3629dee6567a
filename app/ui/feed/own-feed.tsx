import type { FeedItem } from '~/domain/feed/presenter'
import { MAX_POST } from '~/domain/messages/input'
import { CheckField } from '../form/choice-fields'
import { MessageField, PublicAudience } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { WithdrawForm } from '../message'
import { HideForm, ReportLink } from '../moderation/message-acts'

/** A creator writes to everybody, on top of their own feed; folded until they want to. */
export function PostForm({ channelPath, requestId }: { channelPath: string; requestId: string | null }) {
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

type OwnItemProps = { item: FeedItem; channelPath: string }

/** What a creator may do with an item of their own feed: with their posts, and with what others wrote. */
export function OwnerActs({ item, channelPath }: OwnItemProps) {
  if (item.type === 'creator_post' || item.type === 'creator_reply') {
    return <PostActs item={item} channelPath={channelPath} />
  }
  return (
    <>
      <HideForm id={item.id} redirectTo={channelPath} />
      <ReportLink id={item.id} />
    </>
  )
}

/** What a creator may do with their own post or answer, where it stands. */
function PostActs({ item, channelPath }: OwnItemProps) {
  return (
    <>
      {item.type === 'creator_post' && (
        <OperationForm
          op={item.pinned ? 'DELETE /content/:id/pin' : 'POST /content/:id/pin'}
          params={{ id: item.id }}
          redirectTo={channelPath}
        >
          <button className="link-small" type="submit">
            {item.pinned ? '고정 풀기' : '고정하기'}
          </button>
        </OperationForm>
      )}
      <WithdrawForm id={item.id} redirectTo={channelPath} />
    </>
  )
}
