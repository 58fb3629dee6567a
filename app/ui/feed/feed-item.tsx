import { cheese } from '~/domain/cheese'
import type { FeedItem as Item } from '~/domain/feed/item'
import { Face } from '../face'
import { StatusLabel } from '../label'
import { When } from '../when'

/** One public message; its amount shows only where the feed gave it. */
export function FeedItem({ item: { id, author, content, createdAt, donation } }: { item: Item }) {
  return (
    <li className="post" data-id={id}>
      <Face name={author.displayName} />
      <p className="post-line">
        <b>{author.displayName}</b>
        {donation && <DonationLine amount={donation.amount} />}
      </p>
      <p className="post-text">{content}</p>
      <div className="post-foot">
        {donation && <StatusLabel status={donation.status} />}
        <When at={createdAt} />
      </div>
    </li>
  )
}

function DonationLine({ amount }: { amount: number | null }) {
  if (amount === null) return <>님이 후원했어요</>
  return (
    <>
      님이 <span className="num">{cheese(amount)}</span>를 후원했어요
    </>
  )
}
