import { MESSAGE_TYPE_COPY, REASON_COPY, REPORT_OUTCOME_COPY } from '~/copy/ko/moderation'
import { MAX_DETAIL, reportReasons } from '~/domain/moderation/input'
import type { MyReport, Reportable } from '~/domain/moderation/presenter'
import type { FieldName } from '~/http/contract/form'
import { FieldError } from '../form/field'
import { MessageField, PrivateAudience } from '../form/message-field'
import { OperationForm } from '../form/operation-form'
import { useField } from '../form/returned'
import { When } from '../when'
import { LifeLine } from './reasons'

const READERS = {
  creator: '채널의 스트리머와 멜트 운영자가 확인해요',
  admins: '멜트 운영자만 확인해요',
} as const

export function ReportForm({ message, backTo }: { message: Reportable; backTo: string }) {
  return (
    <OperationForm
      op="POST /report"
      redirectTo={backTo}
      className="flex flex-col gap-4"
      fields={{ messageId: message.id }}
    >
      {(name) => (
        <>
          <ReasonField name={name('reason')} />
          <MessageField
            name={name('detail')}
            label="더 알려 줄 점"
            note="쓰지 않아도 돼요. 운영자만 읽어요"
            most={MAX_DETAIL}
            rows={3}
          />
          <div className="flex flex-col gap-2">
            <PrivateAudience who={`${READERS[message.decidedBy]}. 누가 신고했는지는 알리지 않아요`} />
            <button className="button w-full" type="submit">
              신고하기
            </button>
          </div>
          <p className="note">
            신고할 때의 글을 함께 남겨요. 그대로 두기로 하면 바로, 숨기기로 하면 90일 뒤에 지워요
          </p>
        </>
      )}
    </OperationForm>
  )
}

/** Why somebody reports; beside a risk to life stands the number to call. */
function ReasonField({ name }: { name: FieldName }) {
  const { value: chosen, error } = useField(name, undefined)
  return (
    <fieldset className="field">
      <legend className="field-name">어떤 점이 문제인가요?</legend>
      {reportReasons.map((reason) => (
        <div key={reason}>
          <label className="check">
            <input type="radio" name={name} value={reason} defaultChecked={reason === chosen} required />
            <span>{REASON_COPY[reason]}</span>
          </label>
          {reason === 'self_harm' && <LifeLine />}
        </div>
      ))}
      <FieldError id={name} error={error} />
    </fieldset>
  )
}

const OUTCOME_TAGS = { open: 'tag-wait', hidden: 'tag-ok', kept: 'tag-out' } as const

export function MyReportRow({ report }: { report: MyReport }) {
  const { channelName, type, reason, createdAt, outcomeReason } = report
  const outcome = report.outcome ?? 'open'
  const { label, sentence } = REPORT_OUTCOME_COPY[outcome]
  return (
    <li className="card">
      <div className="line justify-between">
        <div className="row-body">
          <h2 className="min-w-0 truncate">{REASON_COPY[reason]}</h2>
          <div className="note">
            {channelName} 채널의 {MESSAGE_TYPE_COPY[type]} · <When at={createdAt} />
          </div>
        </div>
        <span className={`tag ${OUTCOME_TAGS[outcome]}`}>{label}</span>
      </div>
      <p className="text-sm">{sentence}</p>
      {outcomeReason && <p className="note">덧붙인 말: {outcomeReason}</p>}
    </li>
  )
}
