import { LISTS, ONLY_MELT } from '~/copy/ko/statement-lines'
import type { CandidateView } from '~/domain/statements/line-view'
import { paths } from '~/http/paths'
import { CheckIcon } from '../icons'
import { Empty, More } from '../list'
import { DonationFacts } from './line'

type OnlyMeltProps = {
  id: string
  outcome: keyof typeof ONLY_MELT
  items: CandidateView[]
  nextCursor: string | null
  isFirst: boolean
}

/** Donations that no line stands for: what to do about each is asked, and nothing is done by itself. */
export function OnlyMeltList({ id, outcome, items, nextCursor, isFirst }: OnlyMeltProps) {
  if (items.length === 0 && isFirst) return <Empty icon={<CheckIcon />} title={LISTS.noneOnlyMelt} />
  return (
    <section className="flex flex-col gap-4">
      <h2 className="sr-only">{ONLY_MELT[outcome].name}</h2>
      <ul className="flex flex-col gap-3">
        {items.map((donation) => (
          <li key={donation.id} className="card gap-2">
            <DonationFacts donation={donation} />
            <div className="line justify-between">
              <span className="note">{ONLY_MELT[outcome].ask}</span>
              <a className="link-small flex-none" href={paths.donation(donation.id)}>
                {LISTS.seeDonation}
              </a>
            </div>
          </li>
        ))}
      </ul>
      <More
        address={paths.onlyMelt(id, outcome)}
        cursor={nextCursor}
        shown={items.length}
        isFirst={isFirst}
      />
    </section>
  )
}
