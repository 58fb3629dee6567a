import { MAX_MESSAGE } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { AmountField } from '../form/amount-field'
import { MessageField } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { CheeseIcon, OutIcon } from '../icons'
import { Empty } from '../list'
import { Ago } from '../when'

type BeginFormProps = {
  chzzkChannelId: string
  requestId: string | null
  signedIn: boolean
  formPage: string
}

/** Before leaving for CHZZK: the message may be written now and waits here. One tap goes there, or to the login before it. */
export function BeginForm({ chzzkChannelId, requestId, signedIn, formPage }: BeginFormProps) {
  return (
    <OperationForm
      op="POST /donations/intent"
      formPage={formPage}
      fields={{ chzzkChannelId, leave: signedIn ? 'true' : undefined }}
      className="flex flex-col gap-4"
      draftKey={`donate-${chzzkChannelId}`}
      plain
      leave={signedIn ? paths.donate(chzzkChannelId) : undefined}
    >
      {(name) => (
        <>
          <RequestId id={requestId} />
          <MessageField
            name={name('message')}
            most={MAX_MESSAGE}
            label="메시지"
            note="나중에 써도 돼요"
            placeholder="후원과 함께 남길 말을 적어 두세요"
          />
          <AmountField name={name('amount')} label="보낼 치즈" note="몰라도 괜찮아요" />
          <p className="note">
            메시지는 후원을 마치고 돌아왔을 때 <strong>모두에게 공개</strong>로 등록돼요. 지금은 나만 볼 수
            있어요
          </p>
          <div className="flex flex-col gap-2">
            <button className="button w-full" type="submit">
              {signedIn && <OutIcon />}
              {signedIn ? '치지직에서 후원하기' : '치지직으로 로그인하고 후원하기'}
            </button>
            <p className="note">
              {signedIn
                ? '치지직으로 이동해서 후원해요. 돌아오면 이어서 쓸 수 있어요'
                : '처음이라면 약관 동의까지 1분이면 돼요. 적은 내용은 그대로 이어져요'}
            </p>
          </div>
        </>
      )}
    </OperationForm>
  )
}

/** A streamer who came to their own donate page. */
export function OwnChannel({ chzzkChannelId }: { chzzkChannelId: string }) {
  return (
    <Empty icon={<CheeseIcon />} title="내 채널이에요">
      <p className="text-soft">내 채널에는 후원할 수 없어요. 팬들에게 이 채널을 알려 보세요</p>
      <a className="button" href={paths.share(chzzkChannelId)}>
        내 채널 공유하기
      </a>
    </Empty>
  )
}

/** Melt never touches money: who needs it back learns where to ask. */
export function RefundNote() {
  return (
    <p className="note">
      멜트에서는 결제하지 않아요. 충전과 후원은 모두 치지직에서 해요. 치즈 결제·환불은 치지직 고객센터에서
      도와드려요
    </p>
  )
}

const MAX_CARDS = 3

type OpenIntent = {
  intentId: string
  chzzkChannelId: string
  channelName: string
  message: string | null
  createdAt: string
  lapsesAt: string
}

type OpenIntentCardProps = { intent: OpenIntent; redirectTo: string; naming?: boolean }

/** "후원을 마쳤나요?", asked until the fan answers or a day has passed. */
export function OpenIntentCard({ intent, redirectTo, naming = false }: OpenIntentCardProps) {
  const { intentId, chzzkChannelId, channelName, message, createdAt } = intent
  return (
    <section className="card border-accent" data-row="">
      <div>
        <h2>후원을 마쳤나요?</h2>
        <p className="note">
          {naming && `${channelName} · `}
          <Ago at={createdAt} /> 치지직으로 이동했어요
        </p>
      </div>
      {message && <p className="min-w-0 truncate">“{message}”</p>}
      <div className="flex flex-wrap gap-2">
        <a className="button flex-auto" href={paths.donate(chzzkChannelId, intentId)}>
          네, 메시지 남기기
        </a>
        <OperationForm
          op="POST /donations/intents/:id/dismiss"
          params={{ id: intentId }}
          redirectTo={redirectTo}
        >
          <button className="button button-quiet" type="submit">
            아니요
          </button>
        </OperationForm>
      </div>
    </section>
  )
}

type OpenIntentCardsProps = { intents: OpenIntent[]; redirectTo: string }

/** The same wherever a fan may land who comes back from CHZZK, the newest first. */
export function OpenIntentCards({ intents, redirectTo }: OpenIntentCardsProps) {
  return intents
    .slice(0, MAX_CARDS)
    .map((intent) => <OpenIntentCard key={intent.intentId} intent={intent} redirectTo={redirectTo} naming />)
}
