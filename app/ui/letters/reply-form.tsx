import type { Letter } from '~/domain/letters/presenter'
import { MAX_LETTER } from '~/domain/messages/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { PrivateAudience, PublicAudience } from '../form/audience'
import { MessageField } from '../form/message-field'
import { RequestId } from '../form/request-id'

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
