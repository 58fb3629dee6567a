import type { DonationStatus } from '#prisma'
import type { DonationView } from '~/domain/donations/view'
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
  OCCURRED: '기다리는 후원이 없어요',
  CONFIRMED: '아직 확인한 후원이 없어요',
  REJECTED: '제외한 후원이 없어요',
  REVERSED: '확인을 취소한 후원이 없어요',
}

type DonationListProps = {
  status: DonationStatus
  items: DonationView[]
  nextCursor: string | null
  formPage: string
  sharePath: string
}

/** A creator's donations in one state; those that wait can be confirmed here. */
export function DonationList({ status, items, nextCursor, formPage, sharePath }: DonationListProps) {
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
  return (
    <section className="stack">
      <h2 className="sr-only">후원 목록</h2>
      {waiting && items.length > 1 && <ReviewAll ids={items.map(({ id }) => id)} />}
      <ul className="stack">
        {items.map((donation) =>
          waiting ? (
            <ClaimRow key={donation.id} donation={donation} formPage={formPage} pickedFor="chosen" />
          ) : (
            <DonationRow key={donation.id} donation={donation} formPage={formPage} />
          ),
        )}
      </ul>
      {waiting && <BulkBar id="chosen" />}
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
      여기 {ids.length}건 한 번에 살펴보기
    </a>
  )
}
