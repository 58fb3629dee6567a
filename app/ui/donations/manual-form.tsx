import { MAX_MESSAGE } from '~/domain/donations/input'
import { ActForm } from '../act-form'
import { AmountField } from '../form/amount-field'
import { PublicAudience } from '../form/audience'
import { Field } from '../form/field'
import { MessageField } from '../form/message-field'
import { RequestId } from '../form/request-id'
import { At } from '../when'

type Matched = { intentId: string; donor: { displayName: string }; amount: number | null; createdAt: string }

type ManualFormProps = { intent: Matched | null; requestId: string; formPage: string }

/** A donation its creator knows of and no fan announced, or the fan's intent it belongs to. */
export function ManualForm({ intent, requestId, formPage }: ManualFormProps) {
  return (
    <ActForm action="/donations/manual" formPage={formPage} className="stack" draftKey="manual">
      <RequestId id={requestId} />
      {intent && <MatchedIntent intent={intent} />}
      <AmountField label="금액" amount={intent?.amount} required />
      {!intent && <Field name="donorName" label="후원한 사람" note="비워 두면 익명이에요" most={50} />}
      <Field
        name="occurredAt"
        type="datetime-local"
        label="후원 시각"
        note="한국 시각, 비워 두면 지금이에요"
      />
      <MessageField name="message" most={MAX_MESSAGE} label="메시지" note="있다면 적어 주세요" />
      <PublicAudience />
      <Field name="note" label="메모" note="나만 볼 수 있어요" most={200} />
      <button className="button wide" type="submit">
        확인된 후원으로 추가하기
      </button>
    </ActForm>
  )
}

function MatchedIntent({ intent: { intentId, donor, createdAt } }: { intent: Matched }) {
  return (
    <div className="card">
      <input type="hidden" name="intentId" value={intentId} />
      <p>
        <strong>{donor.displayName}</strong>님이 <At at={createdAt} />에 치지직으로 이동했어요. 이 후원으로
        맞춰요
      </p>
    </div>
  )
}
