import { periodCopy, periodRuleCopy } from '~/copy/ko/ranges'
import { cheese } from '~/domain/core/cheese'
import type { OwnProof } from '~/domain/stats/own-proof'
import { At } from '../when'

/** The figure, its rule, the sum of its rows and the moment of both. */
export function ProofFigure({ proof }: { proof: OwnProof }) {
  const { channelName, period, value, sum, count, asOf } = proof
  return (
    <section className="card">
      <div>
        <p className="small soft">
          {channelName} · {periodCopy(period)}
        </p>
        <p className="big">{cheese(value)}</p>
      </div>
      <p>{periodRuleCopy(period)}</p>
      <dl className="facts">
        <dt>아래 {count}건을 더하면</dt>
        <dd className="num">{cheese(sum)}</dd>
        <dt>언제 기준인가요</dt>
        <dd>
          <At at={asOf} />
        </dd>
      </dl>
    </section>
  )
}
