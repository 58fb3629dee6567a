import { cheese } from '~/domain/cheese'
import type { DonationView } from '~/domain/donations/view'
import { paths } from '~/http/paths'
import { chosenByDefault, expectedAmount } from './expected-amount'

type BulkBarProps = { id: string; donations: DonationView[]; allChosen: boolean; listAddress: string }

/**
 * Chooses all and takes the ticked donations to the page that shows them before anything is confirmed; count and sum stay
 * in sight. Without script the link draws the list with all of them ticked.
 */
export function BulkBar({ id, donations, allChosen, listAddress }: BulkBarProps) {
  const offered = donations.filter(chosenByDefault)
  const sum = offered.reduce((total, donation) => total + (expectedAmount(donation) ?? 0), 0)
  return (
    <form id={id} className="bulk" method="get" action={paths.review} data-bulk="">
      <div className="bulk-choice">
        <label className="check" hidden>
          <input className="box" type="checkbox" data-choose-all="" defaultChecked={allChosen} />
          <span>모두 고르기</span>
        </label>
        <a className="link small tap" href={allChosen ? listAddress : withAllChosen(listAddress)}>
          {allChosen ? '모두 풀기' : '모두 고르기'}
        </a>
        <output className="small num" data-bulk-sum="">
          {allChosen && `${offered.length}건, 모두 ${cheese(sum)}`}
        </output>
      </div>
      <button className="button button-small" type="submit">
        고른 후원 모두 확인
      </button>
    </form>
  )
}

function withAllChosen(address: string) {
  return `${address}${address.includes('?') ? '&' : '?'}chosen=all`
}
