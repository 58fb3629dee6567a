import { dropCopy, MODES } from '~/copy/ko/chzzk-events'
import { minuteCopy } from '~/copy/ko/dates'
import { autoConfirmMode } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { ChoiceField } from '../form/choice-fields'
import { OperationForm } from '../form/operation-form'
import type { ConnectionStatus } from './connection-card'

const OPTIONS = autoConfirmMode.options.map((mode) => [mode, MODES[mode].name, MODES[mode].happens] as const)

export function ModeForm({ mode }: Pick<ConnectionStatus, 'mode'>) {
  return (
    <OperationForm op="PUT /creator/session" redirectTo="here" className="card">
      {(name) => (
        <>
          <ChoiceField name={name('mode')} label="신호가 오면" options={OPTIONS} value={mode} />
          <button className={`button w-full ${mode === 'auto' ? 'button-quiet' : ''}`} type="submit">
            저장하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

/** Why automatic confirmation does not do what was chosen: taken away by CHZZK, or stopped by an operator. */
export function Notices({ status }: { status: ConnectionStatus }) {
  const { mode, dropped, autoConfirmStopped, connection } = status
  return (
    <>
      {mode !== 'off' && dropped && <Dropped {...dropped} deaf={connection.state !== 'connected'} />}
      {mode !== 'off' && autoConfirmStopped && (
        <section className="alert flex flex-col gap-2">
          <h2>운영자가 자동 확인을 모두 멈췄어요</h2>
          <p>신호는 계속 받아요. 확인은 직접 해 주세요</p>
        </section>
      )}
    </>
  )
}

type DroppedProps = NonNullable<ConnectionStatus['dropped']> & { deaf: boolean }

/** Once CHZZK is heard again, choosing is all that is left to do. */
function Dropped({ reason, at, deaf }: DroppedProps) {
  const { why, byLogin } = dropCopy(reason)
  const needsLogin = byLogin && deaf
  return (
    <section className="alert flex flex-col gap-2">
      <h2>자동 확인이 멈췄어요</h2>
      <p>
        {why}. {minuteCopy(at)}부터 신호를 참고만 하고 있어요
      </p>
      <p className="text-sm">
        {needsLogin ? '다시 로그인한 뒤, 아래에서' : '다시 켜려면 아래에서'} ‘{MODES.auto.name}’를 골라 주세요
      </p>
      {needsLogin && (
        <a className="button button-quiet button-small self-start" href={paths.beginLogin(paths.signals)}>
          치지직에 다시 로그인하기
        </a>
      )}
    </section>
  )
}
