import type { ReactNode } from 'react'
import { NO_TEXT } from '~/copy/ko/letters'
import { OperationForm } from './form/operation-form'
import { LockIcon, ReplyIcon } from './icons'
import { When } from './when'

type WrittenProps = { as?: 'p' | 'span' | 'blockquote'; className?: string; children: ReactNode }

/** What a person wrote: with their line breaks, and in the direction of their own script. */
export function Written({ as: Element = 'p', className = '', children }: WrittenProps) {
  return (
    <Element className={`overflow-clip whitespace-pre-wrap [unicode-bidi:plaintext] ${className}`}>
      {children}
    </Element>
  )
}

type WrittenTitleProps = { as?: 'strong' | 'h1'; children: ReactNode }

/** One line that a person wrote, in the direction of its own script. */
export function WrittenTitle({ as: Element = 'strong', children }: WrittenTitleProps) {
  return <Element className="min-w-0 [unicode-bidi:plaintext]">{children}</Element>
}

const FOLDS = {
  whole: '',
  preview: 'line-clamp-3 overflow-hidden',
  scroll: 'max-h-[20lh] overflow-y-auto',
}

type MessageTextProps = { text: string | null; gone?: string; fold?: keyof typeof FOLDS }

/** What somebody wrote, line by line as they wrote it; without a text, what stands in its place. */
export function MessageText({ text, gone = '보낸 분이 지운 글이에요', fold = 'whole' }: MessageTextProps) {
  return (
    <Written className={text ? FOLDS[fold] : 'text-soft'}>{text === '' ? NO_TEXT : (text ?? gone)}</Written>
  )
}

export function AuthorName({ name }: { name: string }) {
  return <b className="font-semibold text-text [unicode-bidi:isolate]">{name}</b>
}

/** When a message was written, and what may be done with it; a form that is asked for opens below the line. */
export function MessageFoot({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2.5 text-xs text-soft [&>.ask[open]]:order-1 [&>.ask[open]]:basis-full">
      {children}
    </div>
  )
}

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
    <ul className="flex flex-col gap-2" aria-label={`${name}님의 답장`}>
      {replies.map(({ id, content, createdAt, visibility }) => (
        <li key={id} className="rounded-2xl rounded-tl-sm bg-raised px-3.5 py-2.5 in-[.card]:bg-ground">
          <p className="flex flex-wrap items-center gap-x-1.5 text-md text-soft [&>svg]:size-4">
            {visibility === 'private' ? <LockIcon /> : <ReplyIcon />}
            <AuthorName name={name} />
            {visibility && (
              <span className="note">{visibility === 'public' ? '모두에게 공개' : '둘만 보는 답장'}</span>
            )}
          </p>
          <MessageText text={content} fold="scroll" />
          <MessageFoot>
            <When at={createdAt} />
            {acts?.(id)}
          </MessageFoot>
        </li>
      ))}
    </ul>
  )
}

/** Withdraws one's own message; asks once more, because the text cannot come back. */
export function WithdrawForm({ id, redirectTo = 'here' }: { id: string; redirectTo?: string }) {
  return (
    <details className="ask">
      <summary className="link-small">지우기</summary>
      <OperationForm
        op="DELETE /content/:id"
        params={{ id }}
        redirectTo={redirectTo}
        className="flex flex-col gap-2"
        optimistic="글을 지웠어요"
      >
        <p className="note">내용을 지우고 모두에게서 감춰요. 되돌릴 수 없어요</p>
        <button className="button button-quiet button-small" type="submit">
          내용 지우기
        </button>
      </OperationForm>
    </details>
  )
}
