import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount } from '~/domain/donations/presenter'
import { StatusLabel } from '../label'
import { At } from '../when'
import { HeldMark } from './held-mark'
import { sourceWord } from './source-word'

/** All that is known of one donation. */
export function DonationFacts({ donation }: { donation: DonationView }) {
  const {
    status,
    amount,
    claimedAmount,
    message,
    occurredAt,
    confirmedAt,
    source,
    signal,
    late,
    hideAmount,
    hideName,
  } = donation
  const shown = amount ?? expectedAmount(donation)
  return (
    <section className="card">
      <div className="line spread">
        <p className="big">{shown === null ? '금액 없음' : cheese(shown)}</p>
        <StatusLabel status={status} />
      </div>
      {signal && <span className="tag tag-signal self-start">치지직 신호 있음</span>}
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      <dl className="facts">
        <dt>후원 시각</dt>
        <dd>
          <At at={occurredAt} />
          {late && ' · 늦게 등록했어요'}
        </dd>
        {confirmedAt && (
          <>
            <dt>확인 시각</dt>
            <dd>
              <At at={confirmedAt} />
            </dd>
          </>
        )}
        {claimedAmount !== null && claimedAmount !== shown && (
          <>
            <dt>팬이 적은 금액</dt>
            <dd>{cheese(claimedAmount)}</dd>
          </>
        )}
        <dt>등록 경로</dt>
        <dd>{sourceWord(source)}</dd>
        {signal && (
          <>
            <dt>치지직 신호</dt>
            <dd>
              {signal.amount !== null && `${cheese(signal.amount)} · `}
              <At at={signal.receivedAt} />
            </dd>
          </>
        )}
        {hideAmount && (
          <>
            <dt>금액 공개</dt>
            <dd>피드에서 숨겨요</dd>
          </>
        )}
        {hideName && (
          <>
            <dt>이름 공개</dt>
            <dd>피드에서 익명으로 보여요</dd>
          </>
        )}
      </dl>
    </section>
  )
}
