import type { DonationStatus } from '#prisma'
import { type DonationView, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { CheckIcon } from '../icons'
import { More } from '../more'
import { BulkBar } from './bulk-bar'
import { ClaimRow } from './claim-row'
import { DonationRow } from './donation-row'
import { donationsAddress } from './status-tabs'

const EMPTY: Record<DonationStatus, string> = {
  PENDING: '아직 후원이 없어요',
  OCCURRED: '확인 전 후원이 없어요',
  CONFIRMED: '아직 확인한 후원이 없어요',
  REJECTED: '제외한 후원이 없어요',
  REVERSED: '확인을 취소한 후원이 없어요',
}

type DonationListProps = {
  status: DonationStatus
  items: DonationView[]
  nextCursor: string | null
  formPage: string
  /** Where this very page is without anything chosen. */
  listAddress: string
  allChosen: boolean
  sharePath: string
}

/** A creator's donations in one state; those that wait can be confirmed here. */
export function DonationList(props: DonationListProps) {
  const { status, items, nextCursor, formPage, listAddress, allChosen, sharePath } = props
  if (items.length === 0) {
    return (
      <Empty icon={<CheckIcon />} title={EMPTY[status]}>
        {status === 'OCCURRED' && (
          <a className="link tap" href={sharePath}>
            채널 링크를 공유해 보세요
          </a>
        )}
      </Empty>
    )
  }
  const waiting = status === 'OCCURRED'
  const offered = items.filter(isChosenByDefault)
  return (
    <section className="stack">
      <h2 className="sr-only">후원 목록</h2>
      {waiting && offered.length > 1 && <ReviewAll ids={offered.map(({ id }) => id)} />}
      <ul className="stack">
        {items.map((donation) =>
          waiting ? (
            <ClaimRow
              key={donation.id}
              donation={donation}
              formPage={formPage}
              pickedFor="chosen"
              chosen={allChosen && isChosenByDefault(donation)}
            />
          ) : (
            <DonationRow key={donation.id} donation={donation} formPage={formPage} />
          ),
        )}
      </ul>
      {waiting && <BulkBar id="chosen" donations={items} allChosen={allChosen} listAddress={listAddress} />}
      <More address={donationsAddress(status)} cursor={nextCursor} shown={items.length} />
    </section>
  )
}

function ReviewAll({ ids }: { ids: string[] }) {
  return (
    <a
      className="link small tap self-start"
      href={`${paths.review}?${ids.map((id) => `id=${id}`).join('&')}`}
    >
      {ids.length}건 한꺼번에 확인하기
    </a>
  )
}
