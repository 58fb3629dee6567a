import { periodCopy, periodRuleCopy } from '~/copy/ko/dates'
import { ownReasonCopy } from '~/copy/ko/figures'
import { cheese } from '~/copy/ko/numbers'
import { type Period, periods } from '~/domain/core/kst'
import type { ProofDonation, RecordProof } from '~/domain/stats/record'
import { paths } from '~/http/paths'
import { BigFigure, Facts } from '../figures'
import { More } from '../list'
import { Pills } from '../pills'
import { StatusLabel } from '../tag'
import { Ago, At } from '../when'

export function PeriodPills({ here, period }: { here: string; period: Period }) {
  return (
    <Pills
      label="기간"
      options={periods.map((value) => [value, periodCopy(value)] as const)}
      value={period}
      hrefOf={(value) => (value === 'all' ? here : `${here}?period=${value}`)}
    />
  )
}

export function ProofFigure({ proof }: { proof: RecordProof }) {
  const { channelName, period, value, count, asOf } = proof
  return (
    <section className="card">
      <div>
        <p className="note">
          {channelName} · {periodCopy(period)}
        </p>
        <BigFigure>{cheese(value)}</BigFigure>
      </div>
      <p>{periodRuleCopy(period)}</p>
      <Facts>
        <dt>확인된 후원 {count}건의 합계</dt>
        <dd className="num">{cheese(value)}</dd>
        <dt>언제 기준인가요</dt>
        <dd>
          <At at={asOf} />
        </dd>
      </Facts>
    </section>
  )
}

type ProofListProps = {
  title: string
  empty: string
  page: { items: ProofDonation[]; nextCursor: string | null }
  address: string
}

export function ProofList({ title, empty, page: { items, nextCursor }, address }: ProofListProps) {
  return (
    <section className="flex flex-col gap-2">
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="text-soft">{empty}</p>
      ) : (
        <ul className="flex flex-col">
          {items.map(({ id, status, amount, occurredAt }) => (
            <li key={id}>
              <a className="row" href={paths.myDonation(id)}>
                <span className="row-body">
                  <strong className="num">{amount === null ? '금액 없음' : cheese(amount)}</strong>
                  <span className="note">
                    <Ago at={occurredAt} />
                    {ownReasonCopy(status)}
                  </span>
                </span>
                <StatusLabel status={status} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {nextCursor && <More address={address} cursor={nextCursor} shown={items.length} />}
    </section>
  )
}
