import type { IntentState } from '~/domain/donations/status'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { OutIcon } from '../icons'
import { At } from '../when'
import { GoToChzzkStep } from './go-to-chzzk-step'
import { RegisterForm } from './register-form'
import { SettledIntent } from './settled-intent'
import { SignaledStep } from './signaled-step'

type Intent = {
  intentId: string
  state: IntentState
  message: string | null
  amount: number | null
  lapsesAt: string | null
  donationId: string | null
  signaledAmount: number | null
  isConfirmed: boolean
  hideAmount: boolean
  hideName: boolean
}

type IntentStepsProps = {
  intent: Intent
  chzzkChannelId: string
  donateUrl: string
  /** Before the fan left for CHZZK: the way there comes first. */
  isLeaving: boolean
}

/** What is left to do for one donation: go to CHZZK, come back, leave the message. */
export function IntentSteps({ intent, chzzkChannelId, donateUrl, isLeaving }: IntentStepsProps) {
  const { intentId, state, message, lapsesAt, donationId, signaledAmount } = intent
  if (state !== 'open')
    return (
      <SettledIntent
        state={state}
        intentId={intentId}
        chzzkChannelId={chzzkChannelId}
        donationId={donationId}
      />
    )
  const register = (
    <RegisterForm
      chzzkChannelId={chzzkChannelId}
      intentId={intentId}
      message={message}
      amount={signaledAmount ?? intent.amount}
      isAmountTold={signaledAmount !== null}
      hides={intent}
      quiet={isLeaving}
    />
  )
  if (donationId)
    return (
      <SignaledStep amount={signaledAmount} isConfirmed={intent.isConfirmed}>
        {register}
      </SignaledStep>
    )
  return (
    <>
      {isLeaving && <GoToChzzkStep donateUrl={donateUrl} backTo={paths.donate(chzzkChannelId, intentId)} />}
      <section className={isLeaving ? 'card' : 'card card-accent'}>
        <h2>후원을 마쳤나요?</h2>
        {lapsesAt && (
          <p className="small soft">
            <At at={lapsesAt} />
            까지 메시지를 남길 수 있어요
          </p>
        )}
        {register}
        <div className="stack-tight">
          {!isLeaving && (
            <a className="button button-text wide" href={donateUrl} target="_blank" rel="noopener">
              <OutIcon />
              아직이에요, 치지직 열기
            </a>
          )}
          <ActForm
            action={`/donations/intents/${intentId}/dismiss`}
            formPage={paths.donate(chzzkChannelId, intentId)}
            redirectTo={paths.channel(chzzkChannelId)}
          >
            <button className="button button-text wide" type="submit">
              후원하지 않았어요
            </button>
          </ActForm>
        </div>
      </section>
    </>
  )
}
