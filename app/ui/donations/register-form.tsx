import { MAX_MESSAGE } from '~/domain/donations/input'
import type { DonationView } from '~/domain/donations/presenter'
import type { NameField } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { AmountField } from '../form/amount-field'
import { CheckField } from '../form/choice-fields'
import { MessageField, PublicAudience } from '../form/message-field'
import { OperationForm } from '../form/operation-form'

type RegisterFormProps = {
  chzzkChannelId: string
  intentId: string
  message: string | null
  amount: number | null
  /** The amount is CHZZK's already: writing it makes nothing faster. */
  isAmountSignaled?: boolean
  hides: Hides
  /** Not yet what there is to do. */
  quiet?: boolean
}

/** Back from CHZZK: registers the donation, with the message that everybody will read. */
export function RegisterForm({
  chzzkChannelId,
  intentId,
  message,
  amount,
  isAmountSignaled = false,
  hides,
  quiet = false,
}: RegisterFormProps) {
  return (
    <OperationForm
      op="POST /donations/occurred"
      fields={{ intentId }}
      formPage={paths.donate(chzzkChannelId, intentId)}
      className="flex flex-col gap-4"
      draftKey={`occurred-${intentId}`}
    >
      {(name) => (
        <>
          <MessageField
            name={name('message')}
            most={MAX_MESSAGE}
            label="메시지"
            message={message}
            placeholder="스트리머에게 남길 응원을 적어 주세요"
            required
          />
          <AmountField
            name={name('amount')}
            label="후원한 치즈"
            note={isAmountSignaled ? '치지직이 알려 준 금액이에요' : '적으면 확인이 빨라요'}
            amount={amount}
          />
          <DisclosureFields name={name} hides={hides} />
          <div className="flex flex-col gap-2">
            <PublicAudience />
            <button className={quiet ? 'button button-quiet w-full' : 'button w-full'} type="submit">
              메시지 남기기
            </button>
          </div>
        </>
      )}
    </OperationForm>
  )
}

/** A donor changes their mind about what everybody sees. */
export function DisclosureForm({ donation }: { donation: DonationView }) {
  return (
    <OperationForm
      op="PUT /donations/:id/disclosure"
      params={{ id: donation.id }}
      redirectTo="here"
      className="card"
    >
      {(name) => (
        <>
          <div>
            <h2>공개 설정</h2>
            <p className="note">언제든 바꿀 수 있어요. 스트리머에게는 금액과 이름이 그대로 보여요</p>
          </div>
          <DisclosureFields name={name} hides={donation} />
          <button className="button button-quiet w-full" type="submit">
            저장하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

type Hides = { hideAmount: boolean; hideName: boolean }
type DisclosureFieldsProps = { name: NameField<keyof Hides>; hides: Hides }

/** What of a donation everybody may see; the creator reads both. */
function DisclosureFields({ name, hides: { hideAmount, hideName } }: DisclosureFieldsProps) {
  return (
    <div>
      <CheckField name={name('hideAmount')} ticked={hideAmount}>
        금액 숨기기 <span className="note">피드에 금액이 보이지 않아요</span>
      </CheckField>
      <CheckField name={name('hideName')} ticked={hideName}>
        이름 숨기기 <span className="note">피드에 익명으로 보여요</span>
      </CheckField>
    </div>
  )
}
