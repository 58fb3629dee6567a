import type { QueueLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { Ago } from '../when'
import { DecideForm, FROM_REASON, HIDE_OR_KEEP } from './decide-form'
import { LifeLine } from './life-line'
import { Quoted } from './quoted'
import { ReasonTags } from './reason-tags'
import { TYPE_WORDS } from './type-words'

/** What viewers reported in a creator's channel: one message, why, and what to do; never by whom. */
export function ReportedMessage({ line }: { line: QueueLine }) {
  const { id, authorName, type, content, createdAt, count, reasons, hidden } = line
  const under = (
    <>
      {TYPE_WORDS[type]} · <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        <ReasonTags reasons={reasons} count={count} hidden={hidden} />
        {reasons.includes('self_harm') && <LifeLine />}
        <DecideForm
          action={`/reports/${id}/resolve`}
          here={paths.moderation}
          note="글쓴이와 신고한 분이 볼 수 있어요"
          hint={FROM_REASON}
          ways={HIDE_OR_KEEP}
        />
      </Quoted>
    </li>
  )
}
