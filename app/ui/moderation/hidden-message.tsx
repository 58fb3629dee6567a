import type { HiddenMessage } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Ago } from '../when'
import { Quoted } from './quoted'
import { TYPE_WORDS } from './type-words'

/** Something hidden in a creator's channel, and the way back where the creator hid it. */
export function HiddenMessageRow({ message }: { message: HiddenMessage }) {
  const { id, authorName, type, content, reason, hiddenBy, createdAt } = message
  const under = (
    <>
      {TYPE_WORDS[type]} · <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        <div className="line spread">
          <span className="small soft">
            {hiddenBy === 'admin' && '운영자가 숨겼어요. '}
            {reason && `이유: ${reason}`}
          </span>
          {hiddenBy === 'creator' && (
            <ActForm
              action={`/content/${id}/restore`}
              formPage={paths.moderation}
              redirectTo={paths.moderation}
            >
              <button className="button button-quiet button-small" type="submit">
                다시 보이기
              </button>
            </ActForm>
          )}
        </div>
      </Quoted>
    </li>
  )
}
