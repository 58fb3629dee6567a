import { cheese } from '~/copy/ko/numbers'
import { MAX_MESSAGE } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { AmountField } from '../form/amount-field'
import { Field } from '../form/field'
import { MessageField, PublicAudience } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { NextIcon } from '../icons'
import { Ago, At } from '../when'

type Matched = { intentId: string; donor: { displayName: string }; amount: number | null; createdAt: string }

type ManualFormProps = { intent: Matched | null; requestId: string }

/** A donation its creator knows of and no fan announced, or the fan's intent it belongs to. */
export function ManualForm({ intent, requestId }: ManualFormProps) {
  return (
    <OperationForm
      op="POST /donations/manual"
      fields={{ intentId: intent?.intentId }}
      className="flex flex-col gap-4"
      draftKey="manual"
    >
      {(name) => (
        <>
          <RequestId id={requestId} />
          {intent && <MatchedIntent intent={intent} />}
          <AmountField name={name('amount')} label="금액" amount={intent?.amount} required />
          {!intent && (
            <Field name={name('donorName')} label="후원한 사람" note="비워 두면 익명이에요" most={50} />
          )}
          <Field
            name={name('occurredAt')}
            type="datetime-local"
            label="후원 시각"
            note="한국 시각, 비워 두면 지금이에요"
          />
          <MessageField name={name('message')} most={MAX_MESSAGE} label="메시지" note="있다면 적어 주세요" />
          <PublicAudience />
          <Field name={name('note')} label="메모" note="나만 볼 수 있어요" most={200} />
          <button className="button w-full" type="submit">
            확인된 후원으로 추가하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

function MatchedIntent({ intent: { donor, createdAt } }: { intent: Matched }) {
  return (
    <div className="card">
      <p>
        <strong>{donor.displayName}</strong>님이 <At at={createdAt} />에 치지직으로 이동했어요. 이 후원으로
        맞춰요
      </p>
    </div>
  )
}

type Lapsed = { intentId: string; donor: { displayName: string }; amount: number | null; createdAt: string }

/** Fans who left for CHZZK and never came back: matched by hand where the donation happened. */
export function LapsedIntents({ items }: { items: Lapsed[] }) {
  if (items.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2>맞춰 볼 후원</h2>
      <p className="note">
        치지직으로 이동했지만 24시간 안에 등록하지 않은 후원이에요. 실제로 받았다면 직접 추가해 주세요
      </p>
      <ul className="flex flex-col">
        {items.map(({ intentId, donor, amount, createdAt }) => (
          <li key={intentId}>
            <a className="row" href={`${paths.addDonation}?intentId=${intentId}`}>
              <span className="row-body">
                <span className="min-w-0 truncate font-semibold">{donor.displayName}</span>
                <span className="note">
                  <Ago at={createdAt} />
                  {amount ? ` · ${cheese(amount)}를 보내려 했어요` : ''}
                </span>
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
