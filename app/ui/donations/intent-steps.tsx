import type { IntentState } from '~/domain/donations/intent-state'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { At } from '../when'
import { LeaveStep } from './leave-step'
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

type IntentStepsProps = { intent: Intent; chzzkChannelId: string; donateUrl: string }

/** What is left to do for one donation: go to CHZZK, come back, leave the message. */
export function IntentSteps({ intent, chzzkChannelId, donateUrl }: IntentStepsProps) {
  const { intentId, state, message, lapsesAt, donationId, signaledAmount } = intent
  if (state !== 'open')
    return <SettledIntent state={state} chzzkChannelId={chzzkChannelId} donationId={donationId} />
  const register = (
    <RegisterForm
      chzzkChannelId={chzzkChannelId}
      intentId={intentId}
      message={message}
      amount={signaledAmount ?? intent.amount}
      isAmountTold={signaledAmount !== null}
      hides={intent}
    />
  )
  if (donationId)
    return (
      <SignaledStep amount={signaledAmount} isConfirmed={intent.isConfirmed}>
        {register}
      </SignaledStep>
    )
  return (
    <ol className="steps">
      <li>
        <LeaveStep donateUrl={donateUrl} />
      </li>
      <li className="card card-accent">
        <h2>후원을 마쳤나요?</h2>
        {lapsesAt && (
          <p className="small soft">
            <At at={lapsesAt} />
            까지 메시지를 남길 수 있어요
          </p>
        )}
        {register}
        <ActForm
          action={`/donations/intents/${intentId}/dismiss`}
          formPage={paths.donate(chzzkChannelId, intentId)}
          redirectTo={paths.channel(chzzkChannelId)}
        >
          <button className="button button-text wide" type="submit">
            후원하지 않았어요
          </button>
        </ActForm>
      </li>
    </ol>
  )
}
