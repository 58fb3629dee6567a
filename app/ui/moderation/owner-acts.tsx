import type { FeedItem } from '~/domain/feed/presenter'
import { PostActs } from '../feed/post-acts'
import { HideForm } from './hide-form'
import { ReportLink } from './report-link'

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
