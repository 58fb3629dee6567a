import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { Ago } from '../when'

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
    <section className="card card-accent" data-row="">
      <div>
        <h2>후원을 마쳤나요?</h2>
        <p className="text-sm text-soft">
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
