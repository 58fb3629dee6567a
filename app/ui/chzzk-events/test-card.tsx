import { paths } from '~/http/paths'
import { OutIcon } from '../icons'
import type { ConnectionStatus } from './connection-status'
import { testWords } from './test-words'

type TestCardProps = { session: ConnectionStatus; studioUrl: string; asOf: string }

/** CHZZK's own test donation, which is kept, told here, and never counted (ledger.md §3). */
export function TestCard({ session, studioUrl, asOf }: TestCardProps) {
  const { connection, lastTestAt } = session
  return (
    <section className="card" id="test" aria-labelledby="test-title">
      <h2 id="test-title">잘 오는지 테스트하기</h2>
      <p className="soft">
        치지직 스튜디오에서 후원 알림 테스트를 누르면 테스트 신호가 여기로 와요. 후원으로 세지 않아요
      </p>
      {connection.state !== 'connected' && (
        <p className="small">지금은 연결되어 있지 않아서 테스트 신호도 오지 않아요</p>
      )}
      <a className="button button-quiet wide" href={studioUrl} target="_blank" rel="noopener">
        <OutIcon />
        치지직 스튜디오 열기
      </a>
      <p className="font-semibold">{testWords(lastTestAt, asOf)}</p>
      <a className="link small tap self-start" href={paths.signals}>
        지금 상태 다시 보기
      </a>
    </section>
  )
}
