import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'

type BulkBarProps = { id: string; donations: DonationView[]; allChosen: boolean; listAddress: string }

/**
 * Chooses all and takes the ticked donations to the page that shows them before anything is confirmed; count and sum stay
 * in sight. Without script the link draws the list with all of them ticked.
 */
export function BulkBar({ id, donations, allChosen, listAddress }: BulkBarProps) {
  const offered = donations.filter(isChosenByDefault)
  const sum = offered.reduce((total, donation) => total + (expectedAmount(donation) ?? 0), 0)
  const left = leftOut(donations)
  return (
    <form id={id} className="bulk" method="get" action={paths.review} data-bulk="">
      <div className="bulk-choice">
        {offered.length > 0 && (
          <>
            <label className="check" hidden>
              <input className="box" type="checkbox" data-choose-all="" defaultChecked={allChosen} />
              <span>모두 고르기</span>
            </label>
            <a className="link small tap" href={allChosen ? listAddress : withAllChosen(listAddress)}>
              {allChosen ? '모두 풀기' : '모두 고르기'}
            </a>
          </>
        )}
        <output className="small num" data-bulk-sum="">
          {allChosen && offered.length > 0 && `${offered.length}건, 모두 ${cheese(sum)}`}
        </output>
        {left && <p className="small soft">{left}</p>}
      </div>
      <button className="button button-small" type="submit">
        고른 후원 모두 확인
      </button>
    </form>
  )
}

/** What 모두 고르기 does not take along, in words. */
function leftOut(donations: DonationView[]) {
  const doubles = donations.filter(({ likelyDouble }) => likelyDouble !== null).length
  const unknown = donations.filter((one) => !isChosenByDefault(one)).length - doubles
  const kinds = [
    doubles > 0 && `같은 후원일 수 있는 ${doubles}건`,
    unknown > 0 && `금액을 모르는 ${unknown}건`,
  ].filter(Boolean)
  return kinds.length > 0 ? `${kinds.join(', ')}은 빼 두었어요` : null
}

function withAllChosen(address: string) {
  return `${address}${address.includes('?') ? '&' : '?'}chosen=all`
}
