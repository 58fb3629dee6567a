import type { IntentState } from '~/domain/donations/status'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Empty } from '../empty'
import { CheeseIcon } from '../icons'
import { useReturnedForm } from '../page-context'

type SettledIntentProps = {
  state: Exclude<IntentState, 'open'>
  intentId: string
  chzzkChannelId: string
  donationId: string | null
}

const WORDS = {
  registered: { title: '이미 메시지를 남겼어요', detail: '같은 후원에는 메시지를 한 번만 남길 수 있어요' },
  queued: {
    title: '메시지를 맡아 두었어요',
    detail:
      '확인 전 후원이 이미 3건 있어요. 스트리머가 앞의 후원을 확인하면 차례로 보여요. 시간이 지나도 사라지지 않아요',
  },
  lapsed: {
    title: '후원한 지 24시간이 지났어요',
    detail:
      '이제 여기서 등록할 수는 없지만, 스트리머가 직접 맞춰 줄 수 있어요. 치지직 후원 내역은 그대로예요',
  },
  dismissed: {
    title: '후원하지 않았다고 알려 주셨어요',
    detail: '다시 보내고 싶다면 처음부터 시작해 주세요',
  },
} as const

/** An intent that can no longer be registered, and what to do instead. */
export function SettledIntent({ state, intentId, chzzkChannelId, donationId }: SettledIntentProps) {
  const { title, detail } = WORDS[state]
  const unsent = useReturnedForm('/donations/occurred')?.values.message
  return (
    <Empty icon={<CheeseIcon />} title={title}>
      <p className="soft">{detail}</p>
      {unsent && (
        <div>
          <p className="small soft">보내지 못한 메시지예요. 복사해 두세요</p>
          <p className="claim-text">{unsent}</p>
        </div>
      )}
      {donationId && (
        <a className="button" href={paths.myDonation(donationId)}>
          내 후원 보기
        </a>
      )}
      {state === 'queued' ? (
        <ActForm
          action={`/donations/intents/${intentId}/dismiss`}
          formPage={paths.donate(chzzkChannelId, intentId)}
          redirectTo={paths.channel(chzzkChannelId)}
        >
          <button className="button button-text" type="submit">
            이 메시지 보내지 않기
          </button>
        </ActForm>
      ) : (
        <a className="button button-quiet" href={paths.donateAnew(chzzkChannelId)}>
          새로 치즈 보내기
        </a>
      )}
    </Empty>
  )
}
