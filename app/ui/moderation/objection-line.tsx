import type { OpenObjection } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { Ago } from '../when'
import { DecideForm, RESTORE_OR_KEEP } from './decide-form'
import { Quoted } from './quoted'
import { TYPE_WORDS } from './type-words'

/** An author objects to what the creator hid. */
export function ObjectionLine({ objection }: { objection: OpenObjection }) {
  const { id, authorName, type, content, text, hiddenReason, createdAt } = objection
  const under = (
    <>
      {TYPE_WORDS[type]} · 이의 <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        {hiddenReason && <p className="small soft">숨긴 이유: {hiddenReason}</p>}
        <blockquote className="reply claim-text">{text}</blockquote>
        <DecideForm
          action={`/objections/${id}/resolve`}
          here={paths.moderation}
          note="글쓴이가 볼 수 있어요"
          ways={RESTORE_OR_KEEP}
        />
      </Quoted>
    </li>
  )
}
