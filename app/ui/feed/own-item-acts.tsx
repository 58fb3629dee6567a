import type { FeedItem } from '~/domain/feed/presenter'
import { OperationForm } from '../form/operation-form'
import { WithdrawForm } from '../letters/withdraw-form'
import { HideForm, ReportLink } from '../moderation/message-acts'

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
          <button className="link text-sm tap" type="submit">
            {item.pinned ? '고정 풀기' : '고정하기'}
          </button>
        </OperationForm>
      )}
      <WithdrawForm id={item.id} redirectTo={channelPath} />
    </>
  )
}
