import { cheese } from '~/domain/core/cheese'
import type { Letter } from '~/domain/letters/presenter'
import { paths } from '~/http/paths'
import { Name } from '../badges/name'
import { VipTag } from '../badges/vip-tag'
import { Face } from '../face'
import { WITHOUT_WORDS } from '../moderation/quoted'
import { Ago } from '../when'

/** One letter among what came in; the whole row opens it. */
export function InboxLetter({ letter }: { letter: Letter }) {
  const { id, author, content, createdAt, unread, state, donation, heldBy } = letter
  const withdrawn = state === 'withdrawn'
  return (
    <li className="claim claim-link" data-unread={unread && !withdrawn ? '' : undefined}>
      <div className="line">
        <Face name={author.displayName} />
        <div className="row-body">
          <h3>
            <Name badge={author.badge}>
              <a className="plain whole" data-key="row" href={paths.inboxLetter(id)}>
                {author.displayName}
              </a>
            </Name>
          </h3>
          <div className="small soft">
            <Ago at={createdAt} />
            {donation?.amount ? <> · {cheese(donation.amount)}</> : null}
          </div>
        </div>
        <LetterMarks letter={letter} />
      </div>
      <p className={content ? 'claim-text preview' : 'claim-text soft'}>
        {content === '' ? WITHOUT_WORDS : (content ?? '보낸 분이 지운 글이에요')}
      </p>
      {heldBy && <p className="small soft">차단어 “{heldBy}”에 걸렸어요</p>}
    </li>
  )
}

/** What is already done with a letter, by words. */
export function LetterMarks({ letter: { unread, state, retweeted, replies, author } }: { letter: Letter }) {
  return (
    <span className="marks">
      {author.vip && <VipTag />}
      {state === 'hidden' && <span className="tag tag-out">숨김</span>}
      {author.blocked && <span className="tag tag-out">차단함</span>}
      {unread && state === 'created' && <span className="tag tag-wait">안 읽음</span>}
      {replies.length > 0 && <span className="tag tag-ok">답장함</span>}
      {retweeted && <span className="tag tag-ok">소개함</span>}
    </span>
  )
}
