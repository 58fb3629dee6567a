import { MAX_MESSAGE } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { AmountField } from '../form/amount-field'
import { PublicAudience } from '../form/audience'
import { MessageField } from '../form/message-field'
import { DisclosureFields, type Hides } from './disclosure-fields'

type RegisterFormProps = {
  chzzkChannelId: string
  intentId: string
  message: string | null
  amount: number | null
  /** CHZZK told the amount already: nothing gets faster by writing it. */
  isAmountTold?: boolean
  hides: Hides
  /** Not yet what there is to do. */
  quiet?: boolean
}

/** Back from CHZZK: says that it happened, with the message everybody will read. */
export function RegisterForm({
  chzzkChannelId,
  intentId,
  message,
  amount,
  isAmountTold = false,
  hides,
  quiet = false,
}: RegisterFormProps) {
  return (
    <ActForm
      action="/donations/occurred"
      formPage={paths.donate(chzzkChannelId, intentId)}
      className="stack"
      draftKey={`occurred-${intentId}`}
    >
      <input type="hidden" name="intentId" value={intentId} />
      <MessageField
        name="message"
        most={MAX_MESSAGE}
        label="메시지"
        message={message}
        placeholder="스트리머에게 남길 응원을 적어 주세요"
        required
      />
      <AmountField
        label="후원한 치즈"
        note={isAmountTold ? '치지직이 알려 준 금액이에요' : '적으면 확인이 빨라요'}
        amount={amount}
      />
      <DisclosureFields hides={hides} />
      <div className="stack-tight">
        <PublicAudience />
        <button className={quiet ? 'button button-quiet wide' : 'button wide'} type="submit">
          메시지 남기기
        </button>
      </div>
    </ActForm>
  )
}
