import type { z } from 'zod'
import {
  CONNECTION_LABELS,
  connectionCopy,
  dropCopy,
  gapsCopy,
  lastTestCopy,
  MODES,
  noGapCopy,
  type TroubleCopy,
  troubleCopy,
} from '~/copy/ko/chzzk-events'
import { MAX_GAPS } from '~/domain/chzzk-events/state'
import type { chzzkEventOperations } from '~/http/contract/chzzk-events'
import { paths } from '~/http/paths'
import { Facts } from '../figures'
import { OperationForm } from '../form/operation-form'
import { OutIcon, SignalIcon } from '../icons'
import { useBeside } from '../page-context'
import { PlaceCard } from '../places'
import { At } from '../when'

export type ConnectionStatus = z.output<(typeof chzzkEventOperations)['GET /creator/session']['output']>

export function ConnectionCard({ status, asOf }: { status: ConnectionStatus; asOf: string }) {
  const { mode, connection, dropped, lastEventAt, waiting } = status
  const { word, shape } = CONNECTION_LABELS[connection.state]
  const trouble = connection.trouble ? troubleCopy(connection.trouble) : null
  const isCovered = dropped !== null && dropCopy(dropped.reason).byLogin && trouble?.byLogin
  return (
    <section className="card" aria-labelledby="connection-title">
      <div className="line justify-between">
        <h2 id="connection-title">연결 상태</h2>
        <span className={`tag ${shape}`}>{word}</span>
      </div>
      <p>{connectionCopy(connection, asOf)}</p>
      {connection.state === 'connecting' && (
        <a className="link-small self-start" href={paths.signals}>
          지금 상태 다시 보기
        </a>
      )}
      {trouble && !isCovered && <TroubleLines {...trouble} />}
      <Facts>
        <dt>마지막 신호</dt>
        <dd>{lastEventAt ? <At at={lastEventAt} /> : '아직 없어요'}</dd>
        <dt>확인을 기다려요</dt>
        <dd>신호가 온 후원 {waiting.toLocaleString('ko-KR')}건</dd>
      </Facts>
      {waiting > 0 && (
        <a className="link-small self-start" href={paths.confirm}>
          기다리는 후원 확인하기
        </a>
      )}
      {mode === 'auto' && <StopForm />}
    </section>
  )
}

function TroubleLines({ what, todo, byLogin }: TroubleCopy) {
  return (
    <div className="alert flex flex-col gap-2">
      <p>
        <strong>{what}.</strong> {todo}
      </p>
      {byLogin && (
        <a className="button button-quiet button-small self-start" href={paths.beginLogin(paths.signals)}>
          치지직에 다시 로그인하기
        </a>
      )}
    </div>
  )
}

/** Stops automatic confirmation in one tap: from then on the creator confirms, and signals are only evidence. */
function StopForm() {
  return (
    <OperationForm
      op="PUT /creator/session"
      redirectTo="here"
      fields={{ mode: 'assist' }}
      className="flex flex-col gap-2"
    >
      <button className="button w-full" type="submit">
        자동 확인 멈추기
      </button>
      <p className="note">누르는 즉시 멈춰요. 신호는 계속 참고로 받아요</p>
    </OperationForm>
  )
}

/** When nothing was heard in the last seven days, and that what was missed has to be added by hand. */
export function GapList({ status, asOf }: { status: ConnectionStatus; asOf: string }) {
  const sentences = gapsCopy(status, asOf)
  const none = noGapCopy(status, asOf)
  if (sentences.length === 0 && !none) return null
  return (
    <section className="flex flex-col gap-2" aria-labelledby="gaps-title">
      <h2 id="gaps-title">놓친 시간</h2>
      {none && <p>{none}</p>}
      {sentences.length > 0 && (
        <>
          <ul className="flex flex-col">
            {sentences.map((sentence) => (
              <li key={sentence} className="row">
                {sentence}
              </li>
            ))}
          </ul>
          {status.gaps.length >= MAX_GAPS && (
            <p className="note">지난 7일 가운데 가장 최근 {MAX_GAPS}번이에요</p>
          )}
          <p className="note">
            그사이에 온 후원은 치지직에서 다시 받아 올 수 없어요. 빠진 후원이 있으면 직접 추가해 주세요
          </p>
          <a className="link-small self-start" href={paths.addDonation}>
            빠진 후원 직접 추가하기
          </a>
        </>
      )}
    </section>
  )
}

type TestCardProps = { status: ConnectionStatus; studioUrl: string; asOf: string }

/** CHZZK's own test donation, which is kept, shown here, and never counted (docs/ledger.md §3). */
export function TestCard({ status, studioUrl, asOf }: TestCardProps) {
  const { connection, lastTestAt } = status
  const beside = useBeside()
  return (
    <section className="card" id="test" aria-labelledby="test-title">
      <h2 id="test-title">잘 오는지 테스트하기</h2>
      <p className="text-soft">
        치지직 스튜디오에서 후원 알림 테스트를 누르면 테스트 신호가 여기로 와요. 후원으로 세지 않아요
      </p>
      {connection.state !== 'connected' && (
        <p className="text-sm">지금은 연결되어 있지 않아서 테스트 신호도 오지 않아요</p>
      )}
      <a className="button button-quiet w-full" href={studioUrl} {...beside}>
        <OutIcon />
        치지직 스튜디오 열기
      </a>
      <p className="font-semibold">{lastTestCopy(lastTestAt, asOf)}</p>
      <a className="link-small self-start" href={paths.signals}>
        지금 상태 다시 보기
      </a>
    </section>
  )
}

export function SignalsLink({ mode, connection }: Pick<ConnectionStatus, 'mode' | 'connection'>) {
  return (
    <PlaceCard href={paths.signals} icon={<SignalIcon />}>
      치지직 후원 신호
      <span className="note">
        {mode === 'off'
          ? CONNECTION_LABELS.off.word
          : `${MODES[mode].name} · ${CONNECTION_LABELS[connection.state].word}`}
      </span>
    </PlaceCard>
  )
}
