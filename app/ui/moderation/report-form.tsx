import { MAX_DETAIL } from '~/domain/moderation/input'
import type { Reportable } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { PrivateAudience } from '../form/audience'
import { MessageField } from '../form/message-field'
import { ReasonField } from './reason-field'

const READERS = {
  creator: '채널의 스트리머와 멜트 운영자가 확인해요',
  admins: '멜트 운영자만 확인해요',
} as const

/** Reports a message: why, and in one's own words if one likes. */
export function ReportForm({ message, backTo }: { message: Reportable; backTo: string }) {
  return (
    <ActForm action="/report" formPage={paths.report(message.id)} redirectTo={backTo} className="stack">
      <input type="hidden" name="messageId" value={message.id} />
      <ReasonField />
      <MessageField
        name="detail"
        label="더 알려 줄 점"
        note="쓰지 않아도 돼요. 운영자만 읽어요"
        most={MAX_DETAIL}
        rows={3}
      />
      <div className="stack-tight">
        <PrivateAudience who={`${READERS[message.decidedBy]}. 누가 신고했는지는 알리지 않아요`} />
        <button className="button wide" type="submit">
          신고하기
        </button>
      </div>
      <p className="small soft">
        신고할 때의 글을 함께 남겨요. 그대로 두기로 하면 바로, 숨기기로 하면 90일 뒤에 지워요
      </p>
    </ActForm>
  )
}
