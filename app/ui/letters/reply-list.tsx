import type { ReactNode } from 'react'
import { LockIcon, ReplyIcon } from '../icons'
import { When } from '../when'

type Reply = { id: string; content: string; createdAt: string; visibility?: 'public' | 'private' }

type ReplyListProps = {
  replies: Reply[]
  /** Of the creator. */
  name: string
  acts?: (id: string) => ReactNode
}

/** A creator's answers under what they answer. */
export function ReplyList({ replies, name, acts }: ReplyListProps) {
  if (replies.length === 0) return null
  return (
    <ul className="replies" aria-label={`${name}님의 답장`}>
      {replies.map(({ id, content, createdAt, visibility }) => (
        <li key={id} className="reply">
          <p className="post-line">
            {visibility === 'private' ? <LockIcon /> : <ReplyIcon />}
            <b>{name}</b>
            {visibility && (
              <span className="text-sm text-soft">
                {visibility === 'public' ? '모두에게 공개' : '둘만 보는 답장'}
              </span>
            )}
          </p>
          <p className="post-text">{content}</p>
          <div className="post-foot">
            <When at={createdAt} />
            {acts?.(id)}
          </div>
        </li>
      ))}
    </ul>
  )
}
