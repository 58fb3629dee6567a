import { MOST_MESSAGE } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { AmountField } from '../form/amount-field'
import { MessageField } from '../form/message-field'
import { RequestId } from '../form/request-id'
import { CheeseIcon } from '../icons'

/** Before leaving for CHZZK: the message may be written now and waits here. */
export function BeginForm({ chzzkChannelId, requestId }: { chzzkChannelId: string; requestId: string }) {
  return (
    <ActForm
      action="/donations/intent"
      formPage={paths.donate(chzzkChannelId)}
      className="stack"
      draftKey={`donate-${chzzkChannelId}`}
    >
      <input type="hidden" name="chzzkChannelId" value={chzzkChannelId} />
      <RequestId id={requestId} />
      <MessageField
        name="message"
        most={MOST_MESSAGE}
        label="메시지"
        note="나중에 써도 돼요"
        placeholder="후원과 함께 남길 말을 적어 두세요"
      />
      <AmountField label="보낼 치즈" note="몰라도 괜찮아요" />
      <p className="soft small">
        메시지는 후원을 마치고 돌아왔을 때 <strong>모두에게 공개</strong>로 등록돼요. 지금은 나만 볼 수 있어요
      </p>
      <button className="button wide" type="submit">
        <CheeseIcon />
        치즈 보내러 가기
      </button>
    </ActForm>
  )
}
