import type { ReactNode } from 'react'
import { SETTLED_INTENTS } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import type { IntentState } from '~/domain/donations/presenter'
import { actionOf } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { CheeseIcon, OutIcon } from '../icons'
import { Empty } from '../list'
import { Written } from '../message'
import { useBeside, useReturnedForm } from '../page-context'
import { At } from '../when'
import { RegisterForm } from './register-form'

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
  const beside = useBeside()
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
      isAmountSignaled={signaledAmount !== null}
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
      <section className={isLeaving ? 'card' : 'card border-accent'}>
        <h2>후원을 마쳤나요?</h2>
        {lapsesAt && (
          <p className="note">
            <At at={lapsesAt} />
            까지 메시지를 남길 수 있어요
          </p>
        )}
        {register}
        <div className="flex flex-col gap-2">
          {!isLeaving && (
            <a className="button button-text w-full" href={donateUrl} {...beside}>
              <OutIcon />
              아직이에요, 치지직 열기
            </a>
          )}
          <OperationForm
            op="POST /donations/intents/:id/dismiss"
            params={{ id: intentId }}
            formPage={paths.donate(chzzkChannelId, intentId)}
            redirectTo={paths.channel(chzzkChannelId)}
          >
            <button className="button button-text w-full" type="submit">
              후원하지 않았어요
            </button>
          </OperationForm>
        </div>
      </section>
    </>
  )
}

type GoToChzzkProps = { donateUrl: string; backTo: string }

/** The way to CHZZK, in its own window where there is one, so that this one keeps what was written. */
function GoToChzzkStep({ donateUrl, backTo }: GoToChzzkProps) {
  const beside = useBeside()
  return (
    <div className="card border-accent">
      <h2>치지직에서 후원해요</h2>
      <p className="text-soft">치지직으로 이동해서 후원해요. 돌아오면 이어서 쓸 수 있어요</p>
      <a className="button w-full" href={donateUrl} {...beside} data-leave={backTo}>
        <OutIcon />
        치지직에서 후원하기
      </a>
    </div>
  )
}

type SignaledStepProps = { amount: number | null; isConfirmed: boolean; children: ReactNode }

/** CHZZK signaled the donation already: nothing is left but the message. */
function SignaledStep({ amount, isConfirmed, children }: SignaledStepProps) {
  return (
    <section className="card border-accent">
      <div>
        <h2>
          {amount === null ? '치지직에서' : `치지직에서 ${cheese(amount)}`}{' '}
          {isConfirmed ? '후원이 확인됐어요' : '후원 신호가 왔어요'}
        </h2>
        <p className="text-soft">남길 말을 적어 주세요</p>
      </div>
      {children}
    </section>
  )
}

type SettledIntentProps = {
  state: Exclude<IntentState, 'open'>
  intentId: string
  chzzkChannelId: string
  donationId: string | null
}

/** An intent that can no longer be registered, and what to do instead. */
function SettledIntent({ state, intentId, chzzkChannelId, donationId }: SettledIntentProps) {
  const { title, detail } = SETTLED_INTENTS[state]
  const unsent = useReturnedForm(actionOf('POST /donations/occurred').action)?.values.message
  return (
    <Empty icon={<CheeseIcon />} title={title}>
      <p className="text-soft">{detail}</p>
      {unsent && (
        <div>
          <p className="note">보내지 못한 메시지예요. 복사해 두세요</p>
          <Written>{unsent}</Written>
        </div>
      )}
      {donationId && (
        <a className="button" href={paths.myDonation(donationId)}>
          내 후원 보기
        </a>
      )}
      {state === 'queued' ? (
        <OperationForm
          op="POST /donations/intents/:id/dismiss"
          params={{ id: intentId }}
          formPage={paths.donate(chzzkChannelId, intentId)}
          redirectTo={paths.channel(chzzkChannelId)}
        >
          <button className="button button-text" type="submit">
            이 메시지 보내지 않기
          </button>
        </OperationForm>
      ) : (
        <a className="button button-quiet" href={paths.donateAnew(chzzkChannelId)}>
          새로 치즈 보내기
        </a>
      )}
    </Empty>
  )
}
