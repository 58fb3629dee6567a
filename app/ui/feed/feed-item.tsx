import type { ReactNode } from 'react'
import { cheese } from '~/copy/ko/numbers'
import type { FeedItem as Item } from '~/domain/feed/presenter'
import { BadgeMark } from '../badges/badge'
import { Face } from '../face'
import { PinIcon, RetweetIcon } from '../icons'
import { AuthorName, MessageFoot, MessageText, ReplyList } from '../message'
import { StatusLabel } from '../tag'
import { When } from '../when'

type FeedItemProps = {
  item: Item
  channelName: string
  acts?: ReactNode
  /** What may be done with each answer below it. */
  replyActs?: (id: string) => ReactNode
}

const LINE = 'self-center text-md text-soft [&>svg]:inline [&>svg]:size-4 [&>svg]:align-[-0.1875rem]'

/** One public message; its amount shows only where the feed gave it. */
export function FeedItem({ item, channelName, acts, replyActs }: FeedItemProps) {
  const { author, content, createdAt, donation, retweet, replies, pinned } = item
  if (retweet?.withdrawn) return <Tombstone item={item} at={retweet.at} channelName={channelName} />
  return (
    <li className="post" data-id={item.id}>
      <Face name={author.displayName} />
      <div className={LINE}>
        {pinned && (
          <span className="tag tag-plain me-1.5 [&>svg]:size-4">
            <PinIcon />
            고정
          </span>
        )}
        {author.badge && <BadgeMark badge={author.badge} className="me-1" />}
        <AuthorName name={author.displayName} />
        <Line item={item} />
      </div>
      {content && <MessageText text={content} fold="scroll" />}
      <MessageFoot>
        {donation && <StatusLabel status={donation.status} />}
        <When at={createdAt} />
        {acts}
      </MessageFoot>
      <ReplyList replies={replies} name={channelName} acts={replyActs} />
    </li>
  )
}

/** What kind of message it is, after its author's name. */
function Line({ item: { type, donation, inReplyTo } }: { item: Item }) {
  if (type === 'retweet') {
    return (
      <>
        님의 편지를 소개했어요 <RetweetIcon />
      </>
    )
  }
  if (type === 'creator_reply')
    return <> · {inReplyTo?.type === 'dm' ? '편지에 답했어요' : '후원에 답했어요'}</>
  if (!donation) return null
  if (donation.amount === null) return <>님이 후원했어요</>
  return (
    <>
      님이 <span className="num font-bold text-accent">{cheese(donation.amount)}</span>를 후원했어요
    </>
  )
}

type TombstoneProps = { item: Item; at: string; channelName: string }

/** The place of a retweeted letter whose author withdrew it. */
function Tombstone({ item: { id, replies }, at, channelName }: TombstoneProps) {
  return (
    <li className="post" data-id={id}>
      <span className="face border border-dashed border-line bg-transparent" aria-hidden="true" />
      <p className={LINE}>글쓴이가 지운 편지예요</p>
      <MessageFoot>
        <When at={at} />
      </MessageFoot>
      <ReplyList replies={replies} name={channelName} />
    </li>
  )
}
