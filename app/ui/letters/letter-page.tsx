import type { ReactNode } from 'react'
import type { Letter } from '~/domain/letters/presenter'
import { MAX_LETTER } from '~/domain/messages/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { PrivateAudience, PublicAudience } from '../form/audience'
import { MessageField } from '../form/message-field'
import { RequestId } from '../form/request-id'
import { RetweetIcon } from '../icons'
import { HideForm } from '../moderation/hide-form'
import { ReportLink } from '../moderation/links'

/** What a creator may do with a letter besides answering it. */
export function LetterActs({ letter }: { letter: Letter }) {
  const { id, type, state, archived, author } = letter
  const here = paths.inboxLetter(id)
  return (
    <section className="stack" aria-label="할 수 있는 일">
      {type === 'dm' && state !== 'withdrawn' && <Retweet letter={letter} here={here} />}
      <div className="buttons">
        {type === 'dm' && (
          <Act
            action={`/messages/${id}/archive`}
            method={archived ? 'DELETE' : undefined}
            here={here}
            to={archived ? here : paths.inbox}
          >
            {archived ? '인박스로 되돌리기' : '보관하기'}
          </Act>
        )}
        {author.chzzkUserId && (
          <Act
            action="/block"
            method={author.blocked ? 'DELETE' : undefined}
            here={here}
            to={here}
            fields={{ chzzkUserId: author.chzzkUserId }}
          >
            {author.blocked ? '차단 풀기' : '차단하기'}
          </Act>
        )}
      </div>
      {state !== 'withdrawn' && state !== 'hidden' && (
        <div className="line post-foot">
          <HideForm id={id} here={here} to={paths.inbox} />
          <ReportLink id={id} />
        </div>
      )}
    </section>
  )
}

type ActProps = {
  action: string
  method?: 'DELETE'
  here: string
  to: string
  fields?: Record<string, string>
  children: ReactNode
}

function Act({ action, method, here, to, fields = {}, children }: ActProps) {
  return (
    <ActForm action={action} formPage={here} redirectTo={to} method={method}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="button button-quiet" type="submit">
        {children}
      </button>
    </ActForm>
  )
}

function Retweet({ letter, here }: { letter: Letter; here: string }) {
  const { id, allowRetweet, retweeted, heldBy } = letter
  if (!retweeted && (!allowRetweet || heldBy)) {
    return (
      <p className="small soft">
        {heldBy
          ? '걸러진 글은 소개할 수 없어요'
          : '보낸 분이 소개를 원하지 않아요. 둘만의 편지로 남겨 주세요'}
      </p>
    )
  }
  return (
    <ActForm
      action={`/messages/${id}/retweet`}
      formPage={here}
      redirectTo={here}
      method={retweeted ? 'DELETE' : undefined}
      className="stack-tight"
    >
      <p className="small soft">
        {retweeted ? '지금 피드에서 모두가 볼 수 있어요' : '이 편지를 보낸 분의 이름과 함께 피드에 공개해요'}
      </p>
      <button className="button button-quiet wide" type="submit">
        <RetweetIcon />
        {retweeted ? '소개 취소하기' : '피드에 소개하기'}
      </button>
    </ActForm>
  )
}

/** One text, two buttons: who will read it stands above each. */
export function ReplyForm({ letter, requestId }: { letter: Letter; requestId: string }) {
  const { id, author, type, retweeted } = letter
  const reachable = author.chzzkUserId !== null
  return (
    <ActForm
      action={`/messages/${id}/reply`}
      formPage={paths.inboxLetter(id)}
      redirectTo={paths.inboxLetter(id)}
      className="card stack"
      draftKey={`reply-${id}`}
    >
      <RequestId id={requestId} />
      <MessageField
        label="답장"
        most={MAX_LETTER}
        placeholder={`${author.displayName}님에게 답장하기`}
        byKey="r"
        required
      />
      {type === 'dm' && !retweeted && (
        <p className="small soft">모두에게 답장해도 이 편지의 내용은 보이지 않아요. 답장만 피드에 올라가요</p>
      )}
      <div className="two">
        {reachable && (
          <div className="stack-tight">
            <PrivateAudience who={`${author.displayName}님만 볼 수 있어요`} />
            <button className="button wide" type="submit" name="visibility" value="private">
              둘이서만 답장
            </button>
          </div>
        )}
        <div className="stack-tight">
          <PublicAudience />
          <button className="button button-quiet wide" type="submit" name="visibility" value="public">
            모두에게 답장
          </button>
        </div>
      </div>
    </ActForm>
  )
}
