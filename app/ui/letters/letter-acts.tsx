import type { ReactNode } from 'react'
import type { Letter } from '~/domain/letters/presenter'
import { MAX_LETTER } from '~/domain/messages/input'
import { paths } from '~/http/paths'
import { MessageField, PrivateAudience, PublicAudience } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { RetweetIcon } from '../icons'
import { MessageFoot } from '../message'
import { HideForm, ReportLink } from '../moderation/message-acts'

/** What a creator may do with a letter besides answering it. */
export function LetterActs({ letter }: { letter: Letter }) {
  const { id, type, state, archived, author } = letter
  return (
    <section className="flex flex-col gap-4" aria-label="할 수 있는 일">
      {type === 'dm' && state !== 'withdrawn' && <RetweetForm letter={letter} />}
      <div className="flex flex-wrap gap-2">
        {type === 'dm' && (
          <OperationForm
            op={archived ? 'DELETE /messages/:id/archive' : 'POST /messages/:id/archive'}
            params={{ id }}
            redirectTo={archived ? 'here' : paths.inbox}
          >
            <QuietButton>{archived ? '인박스로 되돌리기' : '보관하기'}</QuietButton>
          </OperationForm>
        )}
        {author.chzzkUserId && (
          <OperationForm
            op={author.blocked ? 'DELETE /block' : 'POST /block'}
            redirectTo="here"
            fields={{ chzzkUserId: author.chzzkUserId }}
          >
            <QuietButton>{author.blocked ? '차단 풀기' : '차단하기'}</QuietButton>
          </OperationForm>
        )}
      </div>
      {state !== 'withdrawn' && state !== 'hidden' && (
        <MessageFoot>
          <HideForm id={id} redirectTo={paths.inbox} />
          <ReportLink id={id} />
        </MessageFoot>
      )}
    </section>
  )
}

function QuietButton({ children }: { children: ReactNode }) {
  return (
    <button className="button button-quiet" type="submit">
      {children}
    </button>
  )
}

function RetweetForm({ letter }: { letter: Letter }) {
  const { id, allowRetweet, retweeted, heldBy } = letter
  if (!retweeted && (!allowRetweet || heldBy)) {
    return (
      <p className="note">
        {heldBy
          ? '걸러진 글은 소개할 수 없어요'
          : '보낸 분이 소개를 원하지 않아요. 둘만의 편지로 남겨 주세요'}
      </p>
    )
  }
  return (
    <OperationForm
      op={retweeted ? 'DELETE /messages/:id/retweet' : 'POST /messages/:id/retweet'}
      params={{ id }}
      redirectTo="here"
      className="flex flex-col gap-2"
    >
      <p className="note">
        {retweeted ? '지금 피드에서 모두가 볼 수 있어요' : '이 편지를 보낸 분의 이름과 함께 피드에 공개해요'}
      </p>
      <button className="button button-quiet w-full" type="submit">
        <RetweetIcon />
        {retweeted ? '소개 취소하기' : '피드에 소개하기'}
      </button>
    </OperationForm>
  )
}

/** One text, two buttons: who will read it stands above each. */
export function ReplyForm({ letter, requestId }: { letter: Letter; requestId: string }) {
  const { id, author, type, retweeted } = letter
  const reachable = author.chzzkUserId !== null
  return (
    <OperationForm
      op="POST /messages/:id/reply"
      params={{ id }}
      redirectTo="here"
      className="card"
      draftKey={`reply-${id}`}
    >
      {(name) => (
        <>
          <RequestId id={requestId} />
          <MessageField
            name={name('content')}
            label="답장"
            most={MAX_LETTER}
            placeholder={`${author.displayName}님에게 답장하기`}
            byKey="r"
            required
          />
          {type === 'dm' && !retweeted && (
            <p className="note">모두에게 답장해도 이 편지의 내용은 보이지 않아요. 답장만 피드에 올라가요</p>
          )}
          <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] gap-3">
            {reachable && (
              <div className="flex flex-col gap-2">
                <PrivateAudience who={`${author.displayName}님만 볼 수 있어요`} />
                <button className="button w-full" type="submit" name={name('visibility')} value="private">
                  둘이서만 답장
                </button>
              </div>
            )}
            <div className="flex flex-col gap-2">
              <PublicAudience />
              <button
                className="button button-quiet w-full"
                type="submit"
                name={name('visibility')}
                value="public"
              >
                모두에게 답장
              </button>
            </div>
          </div>
        </>
      )}
    </OperationForm>
  )
}
