import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Ago } from '../when'

const MAX_CARDS = 3

export type OpenIntent = {
  intentId: string
  chzzkChannelId: string
  channelName: string
  message: string | null
  createdAt: string
  lapsesAt: string
}

type OpenIntentCardProps = { intent: OpenIntent; formPage: string; naming?: boolean }

/** "후원을 마쳤나요?", asked until the fan answers or a day has passed. */
export function OpenIntentCard({ intent, formPage, naming = false }: OpenIntentCardProps) {
  const { intentId, chzzkChannelId, channelName, message, createdAt } = intent
  return (
    <section className="card card-accent" data-row="">
      <div>
        <h2>후원을 마쳤나요?</h2>
        <p className="small soft">
          {naming && `${channelName} · `}
          <Ago at={createdAt} /> 치지직으로 이동했어요
        </p>
      </div>
      {message && <p className="ellipsis">“{message}”</p>}
      <div className="buttons">
        <a className="button grow" href={paths.donate(chzzkChannelId, intentId)}>
          네, 메시지 남기기
        </a>
        <ActForm action={`/donations/intents/${intentId}/dismiss`} formPage={formPage} redirectTo={formPage}>
          <button className="button button-quiet" type="submit">
            아니요
          </button>
        </ActForm>
      </div>
    </section>
  )
}

type OpenIntentCardsProps = { intents: OpenIntent[]; formPage: string }

/** The same wherever a fan may land who comes back from CHZZK, the newest first. */
export function OpenIntentCards({ intents, formPage }: OpenIntentCardsProps) {
  return intents
    .slice(0, MAX_CARDS)
    .map((intent) => <OpenIntentCard key={intent.intentId} intent={intent} formPage={formPage} naming />)
}
