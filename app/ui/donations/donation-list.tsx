import type { DonationStatus } from '#prisma'
import { emptyListCopy, leftOutCopy, statusCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import { type DonationView, expectedAmount, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { CheckIcon } from '../icons'
import { Empty, More } from '../list'
import { Pills } from '../pills'
import { DonationRow, UnconfirmedRow } from './donation-row'

const TABS = ['OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'] as const

function donationsAddress(status: DonationStatus) {
  return status === 'OCCURRED' ? paths.confirm : `${paths.confirm}?status=${status}`
}

/** Which of a creator's donations are listed. */
export function StatusTabs({ status }: { status: DonationStatus }) {
  return (
    <Pills<DonationStatus>
      label="후원 상태"
      options={TABS.map((value) => [value, statusCopy(value)] as const)}
      value={status}
      hrefOf={donationsAddress}
    />
  )
}

type DonationListProps = {
  status: DonationStatus
  items: DonationView[]
  nextCursor: string | null
  /** Where this very page is without anything chosen. */
  listAddress: string
  allChosen: boolean
  sharePath: string
}

/** A creator's donations in one state; those that wait can be confirmed here. */
export function DonationList(props: DonationListProps) {
  const { status, items, nextCursor, listAddress, allChosen, sharePath } = props
  if (items.length === 0) {
    return (
      <Empty icon={<CheckIcon />} title={emptyListCopy(status)}>
        {status === 'OCCURRED' && (
          <a className="link tap" href={sharePath}>
            채널 링크를 공유해 보세요
          </a>
        )}
      </Empty>
    )
  }
  const isUnconfirmed = status === 'OCCURRED'
  const offered = items.filter(isChosenByDefault)
  return (
    <section className="flex flex-col gap-4">
      <h2 className="sr-only">후원 목록</h2>
      {isUnconfirmed && offered.length > 1 && <ReviewAll ids={offered.map(({ id }) => id)} />}
      <ul className="flex flex-col gap-4">
        {items.map((donation) =>
          isUnconfirmed ? (
            <UnconfirmedRow
              key={donation.id}
              donation={donation}
              pick={{ form: 'chosen', chosen: allChosen && isChosenByDefault(donation) }}
            />
          ) : (
            <DonationRow key={donation.id} donation={donation} />
          ),
        )}
      </ul>
      {isUnconfirmed && (
        <BulkBar id="chosen" donations={items} allChosen={allChosen} listAddress={listAddress} />
      )}
      <More address={donationsAddress(status)} cursor={nextCursor} shown={items.length} />
    </section>
  )
}

function ReviewAll({ ids }: { ids: string[] }) {
  return (
    <a className="link-small self-start" href={`${paths.review}?${ids.map((id) => `id=${id}`).join('&')}`}>
      {ids.length}건 한꺼번에 확인하기
    </a>
  )
}

type BulkBarProps = { id: string; donations: DonationView[]; allChosen: boolean; listAddress: string }

/** Takes the ticked donations to their review, count and sum in sight; without script the link draws the list with all ticked. */
function BulkBar({ id, donations, allChosen, listAddress }: BulkBarProps) {
  const offered = donations.filter(isChosenByDefault)
  const sum = offered.reduce((total, donation) => total + (expectedAmount(donation) ?? 0), 0)
  const left = leftOutCopy(donations)
  return (
    <form id={id} className="bar" method="get" action={paths.review} data-bulk="">
      <div>
        {offered.length > 0 && (
          <>
            <label className="check" data-scripted="" hidden>
              <input type="checkbox" data-choose-all="" defaultChecked={allChosen} />
              <span>모두 고르기</span>
            </label>
            <a
              className="link-small"
              href={allChosen ? listAddress : withAllChosen(listAddress)}
              data-unscripted=""
            >
              {allChosen ? '모두 풀기' : '모두 고르기'}
            </a>
          </>
        )}
        <output className="text-sm num" data-bulk-sum="">
          {allChosen && offered.length > 0 && `${offered.length}건, 모두 ${cheese(sum)}`}
        </output>
        {left && <p className="note">{left}</p>}
      </div>
      <button className="button button-small grow" type="submit">
        고른 후원 모두 확인
      </button>
    </form>
  )
}

function withAllChosen(address: string) {
  return `${address}${address.includes('?') ? '&' : '?'}chosen=all`
}
