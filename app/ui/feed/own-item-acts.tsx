import type { FeedItem } from '~/domain/feed/presenter'
import { ActForm } from '../act-form'
import { WithdrawForm } from '../letters/withdraw-form'
import { HideForm } from '../moderation/hide-form'
import { ReportLink } from '../moderation/links'

/** What a creator may do with an item of their own feed: with their posts, and with what others wrote. */
export function OwnerActs({ item, here }: { item: FeedItem; here: string }) {
  if (item.type === 'creator_post' || item.type === 'creator_reply') {
    return <PostActs item={item} here={here} />
  }
  return (
    <>
      <HideForm id={item.id} here={here} />
      <ReportLink id={item.id} />
    </>
  )
}

/** What a creator may do with their own post or answer, where it stands. */
export function PostActs({ item, here }: { item: FeedItem; here: string }) {
  return (
    <>
      {item.type === 'creator_post' && (
        <ActForm
          action={`/content/${item.id}/pin`}
          formPage={here}
          redirectTo={here}
          method={item.pinned ? 'DELETE' : undefined}
        >
          <button className="link small tap" type="submit">
            {item.pinned ? '고정 풀기' : '고정하기'}
          </button>
        </ActForm>
      )}
      <WithdrawForm id={item.id} here={here} />
    </>
  )
}
