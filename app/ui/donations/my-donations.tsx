import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { CheeseIcon } from '../icons'
import { More } from '../more'
import { MyDonationRow } from './my-donation-row'

type MyDonationsProps = {
  items: { donation: DonationView; channelName: string; reason: string | undefined }[]
  nextCursor: string | null
  address: string
  emptyTitle: string
}

export function MyDonations({ items, nextCursor, address, emptyTitle }: MyDonationsProps) {
  if (items.length === 0) {
    return (
      <Empty icon={<CheeseIcon />} title={emptyTitle}>
        <p className="soft">응원하고 싶은 채널을 찾아보세요</p>
        <a className="button button-quiet" href={paths.donateAnywhere}>
          채널 찾기
        </a>
      </Empty>
    )
  }
  return (
    <>
      <ul className="stack">
        {items.map(({ donation, channelName, reason }) => (
          <MyDonationRow key={donation.id} donation={donation} channelName={channelName} reason={reason} />
        ))}
      </ul>
      <More address={address} cursor={nextCursor} shown={items.length} />
    </>
  )
}
