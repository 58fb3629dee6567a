import { cheese } from '~/domain/core/cheese'
import type { ProofDonation } from '~/domain/stats/own-proof'
import { paths } from '~/http/paths'
import { StatusLabel } from '../label'
import { More } from '../more'
import { Ago } from '../when'
import { leftOutCopy } from './left-words'

type ProofListProps = {
  title: string
  empty: string
  page: { items: ProofDonation[]; nextCursor: string | null }
  address: string
}

/** Donations of one kind in a proof, each with the way to its story. */
export function ProofList({ title, empty, page: { items, nextCursor }, address }: ProofListProps) {
  return (
    <section className="stack-tight">
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <ul className="rows">
          {items.map(({ id, status, amount, occurredAt }) => (
            <li key={id}>
              <a className="row plain" href={paths.myDonation(id)}>
                <span className="row-body">
                  <strong className="num">{amount === null ? '금액 없음' : cheese(amount)}</strong>
                  <span className="small soft">
                    <Ago at={occurredAt} />
                    {leftOutCopy(status)}
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
