import { cheese } from '~/copy/ko/numbers'
import type { Letter } from '~/domain/letters/presenter'
import { BadgedName } from '../badges/badge'
import { Face } from '../face'
import { OperationForm } from '../form/operation-form'
import { MessageText, ReplyList, WithdrawForm } from '../message'
import { StatusLabel } from '../tag'
import { When } from '../when'
import { LetterMarks } from './inbox'

/** A letter whole, with the answers it got. */
export function LetterCard({ letter, creatorName }: { letter: Letter; creatorName: string }) {
  const { id, author, content, createdAt, donation, heldBy, replies } = letter
  return (
    <article className="card">
      <div className="line">
        <Face name={author.displayName} />
        <div className="row-body">
          <h2>
            <BadgedName badge={author.badge}>{author.displayName}</BadgedName>
          </h2>
          <div className="note">
            <When at={createdAt} />
          </div>
        </div>
        <LetterMarks letter={letter} />
      </div>
      {donation && (
        <p className="line">
          <StatusLabel status={donation.status} />
          {donation.amount && <strong className="num">{cheese(donation.amount)}</strong>}
        </p>
      )}
      <MessageText text={content} />
      {heldBy && <Held id={id} word={heldBy} />}
      <ReplyList replies={replies} name={creatorName} acts={(reply) => <WithdrawForm id={reply} />} />
    </article>
  )
}

/** Why nobody else sees it yet, and the way to let them. */
function Held({ id, word }: { id: string; word: string }) {
  return (
    <div className="alert flex flex-col gap-2">
      <p>차단어 “{word}”에 걸려서 아직 아무에게도 보이지 않아요</p>
      <OperationForm op="POST /messages/:id/release" params={{ id }} redirectTo="here">
        <button className="button button-quiet button-small" type="submit">
          괜찮은 글이에요
        </button>
      </OperationForm>
    </div>
  )
}
