import { cheese } from '~/copy/ko/numbers'
import { type DonationView, expectedAmount } from '~/domain/donations/presenter'
import { InlineAmount } from '../form/amount-field'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'

const REJECT_REASONS = ['치지직 후원 내역에 없어요', '같은 후원을 두 번 등록했어요']
const REVERSE_REASONS = ['치지직에서 환불된 후원이에요', '금액을 잘못 적었어요', '다른 후원과 헷갈렸어요']

/** What its creator may do with a donation in its present state. */
export function DonationActs({ donation }: { donation: DonationView }) {
  const { id, status, held, messageId } = donation
  if (status === 'CONFIRMED') {
    return (
      <>
        {held && messageId && <ReleaseForm messageId={messageId} />}
        <section className="card" id="undo">
          <h2>확인 취소</h2>
          <p className="note">
            통계에서 바로 빠지고, 팬에게는 이유와 함께 알려 드려요. 나중에 다시 확인할 수 있어요
          </p>
          <ReasonForms
            id={id}
            op="POST /donations/:id/reverse"
            presets={REVERSE_REASONS}
            button="확인 취소하기"
          />
        </section>
      </>
    )
  }
  return (
    <>
      <section className="card">
        <h2>{status === 'OCCURRED' ? '확인하기' : '다시 확인하기'}</h2>
        <ConfirmForm donation={donation} />
      </section>
      {status === 'OCCURRED' && (
        <section className="card" id="undo">
          <h2>제외하기</h2>
          <p className="note">목록에서 제외하고 피드에서 메시지를 숨겨요. 나중에 다시 확인할 수 있어요</p>
          <ReasonForms id={id} op="POST /donations/:id/reject" presets={REJECT_REASONS} button="제외하기" />
        </section>
      )}
    </>
  )
}

const CONFIRM_BUTTON = 'button button-small min-h-12 flex-[2_1_10.5rem] self-start px-2'

/** One tap confirms the amount that the signal or the claim says, or another typed over it; a held message can be released along. */
export function ConfirmForm({ donation }: { donation: DonationView }) {
  const { id, donor, held } = donation
  const amount = expectedAmount(donation)
  const known = amount ? cheese(amount) : null
  const act = held ? '확인만 하기' : '확인하기'
  return (
    <OperationForm
      op="POST /donations/:id/confirm"
      params={{ id }}
      redirectTo="here"
      className="flex flex-wrap gap-2 [&>.field]:flex-[1_1_8.75rem]"
      optimistic={known ? `${known}를 확인했어요` : undefined}
    >
      {(name) => (
        <>
          <InlineAmount
            id={`amount-${id}`}
            name={name('amount')}
            label={`${donor.displayName}님의 후원 금액`}
            amount={amount}
            required={amount === null}
          />
          <button
            className={CONFIRM_BUTTON}
            type="submit"
            data-amount-label={`amount-${id}`}
            data-amount-act={act}
          >
            {known ? `${known} ${act}` : `금액을 적고 ${act}`}
          </button>
          {held && (
            <button
              className={`${CONFIRM_BUTTON} button-quiet`}
              type="submit"
              name={name('release')}
              value="true"
            >
              확인하고 공개하기
            </button>
          )}
        </>
      )}
    </OperationForm>
  )
}

/** A message that is still held, of a donation that is confirmed already. */
function ReleaseForm({ messageId }: { messageId: string }) {
  return (
    <OperationForm
      op="POST /messages/:id/release"
      params={{ id: messageId }}
      redirectTo="here"
      className="card"
    >
      <h2>걸러진 메시지</h2>
      <p className="note">괜찮은 글이면 피드에 공개해 주세요</p>
      <button className="button button-quiet button-small" type="submit">
        메시지 공개하기
      </button>
    </OperationForm>
  )
}

type ReasonFormsProps = {
  op: 'POST /donations/:id/reject' | 'POST /donations/:id/reverse'
  id: string
  presets: string[]
  button: string
}

/** Gives a reason with one tap, or in one's own words. */
function ReasonForms({ op, id, presets, button }: ReasonFormsProps) {
  return (
    <>
      <OperationForm op={op} params={{ id }} redirectTo="here" className="flex flex-col gap-2">
        {(name) =>
          presets.map((preset) => (
            <button
              key={preset}
              className="button button-quiet button-small"
              type="submit"
              name={name('reason')}
              value={preset}
            >
              {preset}
            </button>
          ))
        }
      </OperationForm>
      <OperationForm op={op} params={{ id }} redirectTo="here" className="flex flex-col gap-2">
        {(name) => (
          <>
            <Field name={name('reason')} label="다른 이유" note="팬도 볼 수 있어요" most={200} required />
            <button className="button button-bad button-small" type="submit">
              {button}
            </button>
          </>
        )}
      </OperationForm>
    </>
  )
}
