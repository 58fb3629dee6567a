import { MESSAGE_TYPE_COPY, OBJECTION_OUTCOME_COPY } from '~/copy/ko/moderation'
import { MAX_DETAIL } from '~/domain/moderation/input'
import type { MyHiddenMessage } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { MessageField } from '../form/message-field'
import { OperationForm } from '../form/operation-form'
import { Written } from '../message'
import { PlaceRow } from '../places'
import { When } from '../when'

/** A creator's own posts and replies that an admin hid, with the way to object. */
export function MyHiddenPosts({ posts }: { posts: MyHiddenMessage[] }) {
  if (posts.length === 0) return null
  return (
    <section className="card" aria-labelledby="my-hidden-title">
      <h2 id="my-hidden-title">숨겨진 내 글</h2>
      <ul className="flex flex-col">
        {posts.map(({ id, type, content, objection, reason }) => (
          <li key={id}>
            <PlaceRow href={paths.myHidden(id)}>
              <span className="min-w-0 truncate">{content}</span>
              <span className="note">
                {MESSAGE_TYPE_COPY[type]}
                {reason && ` · 이유: ${reason}`}
                {objection && ' · 이의를 남겼어요'}
              </span>
            </PlaceRow>
          </li>
        ))}
      </ul>
    </section>
  )
}

const OUTCOME_TAGS = { open: 'tag-wait', restored: 'tag-ok', kept: 'tag-out' } as const

const WHO = { creator: '스트리머가', admin: '운영자가' } as const

export function ObjectionSection({ message }: { message: MyHiddenMessage }) {
  const { id, objection, hiddenBy, isHidden } = message
  if (objection) {
    const outcome = objection.outcome ?? 'open'
    return (
      <section className="card" aria-label="내 이의">
        <div className="line justify-between">
          <h2>내 이의</h2>
          <span className={`tag ${OUTCOME_TAGS[outcome]}`}>{OBJECTION_OUTCOME_COPY[outcome]}</span>
        </div>
        {objection.text && <Written>{objection.text}</Written>}
        {objection.outcomeReason && <p className="text-sm">답: {objection.outcomeReason}</p>}
        <div className="note">
          <When at={objection.createdAt} />
        </div>
      </section>
    )
  }
  if (!isHidden) return <p className="text-soft">지금은 다시 보이는 글이에요</p>
  return (
    <OperationForm
      op="POST /content/:id/objection"
      params={{ id }}
      redirectTo="here"
      className="card"
      draftKey={`objection-${id}`}
    >
      {(name) => (
        <>
          <MessageField
            name={name('text')}
            label="이의 남기기"
            note={`${WHO[hiddenBy]} 다시 살펴봐요. 한 번만 쓸 수 있어요`}
            most={MAX_DETAIL}
            placeholder="왜 괜찮은 글인지 알려 주세요"
            required
          />
          <button className="button w-full" type="submit">
            이의 보내기
          </button>
        </>
      )}
    </OperationForm>
  )
}
