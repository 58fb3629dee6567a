import { paths } from '~/http/paths'
import { At } from '../when'
import type { ConnectionStatus } from './connection-status'
import { CONNECTION_LABELS, connectionWords } from './connection-words'
import { dropWords } from './mode-words'
import { StopForm } from './stop-form'
import { type TroubleWords, troubleWords } from './trouble-words'

/** How the connection to CHZZK stands, what came over it, and the button that stops automatic confirmation. */
export function ConnectionCard({ session, asOf }: { session: ConnectionStatus; asOf: string }) {
  const { mode, connection, dropped, lastEventAt, waiting } = session
  const { word, shape } = CONNECTION_LABELS[connection.state]
  const trouble = connection.trouble ? troubleWords(connection.trouble) : null
  const isTold = dropped !== null && dropWords(dropped.reason).byLogin && trouble?.byLogin
  return (
    <section className="card" aria-labelledby="connection-title">
      <div className="line spread">
        <h2 id="connection-title">연결 상태</h2>
        <span className={`tag ${shape}`}>{word}</span>
      </div>
      <p>{connectionWords(connection, asOf)}</p>
      {connection.state === 'connecting' && (
        <a className="link small tap self-start" href={paths.signals}>
          지금 상태 다시 보기
        </a>
      )}
      {trouble && !isTold && <TroubleLines {...trouble} />}
      <dl className="facts">
        <dt>마지막 신호</dt>
        <dd>{lastEventAt ? <At at={lastEventAt} /> : '아직 없어요'}</dd>
        <dt>확인을 기다려요</dt>
        <dd>신호가 온 후원 {waiting.toLocaleString('ko-KR')}건</dd>
      </dl>
      {waiting > 0 && (
        <a className="link small tap self-start" href={paths.confirm}>
          기다리는 후원 확인하기
        </a>
      )}
      {mode === 'auto' && <StopForm />}
    </section>
  )
}

function TroubleLines({ what, todo, byLogin }: TroubleWords) {
  return (
    <div className="alert stack-tight">
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
