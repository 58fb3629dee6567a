import { outcomeCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { CheeseIcon } from '../icons'
import { Empty, More } from '../list'
import { Written } from '../message'
import { StatusLabel } from '../tag'
import { When } from '../when'

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
        <p className="text-soft">응원하고 싶은 채널을 찾아보세요</p>
        <a className="button button-quiet" href={paths.donateAnywhere}>
          채널 찾기
        </a>
      </Empty>
    )
  }
  return (
    <>
      <ul className="flex flex-col gap-4">
        {items.map(({ donation, channelName, reason }) => (
          <MyDonationRow key={donation.id} donation={donation} channelName={channelName} reason={reason} />
        ))}
      </ul>
      <More address={address} cursor={nextCursor} shown={items.length} />
    </>
  )
}

type MyDonationRowProps = { donation: DonationView; channelName: string; reason: string | undefined }

/** One of the viewer's own donations, and what became of it. */
function MyDonationRow({ donation, channelName, reason }: MyDonationRowProps) {
  const { id, chzzkChannelId, status, amount, claimedAmount, message, occurredAt } = donation
  const shown = amount ?? claimedAmount
  return (
    <li className="card">
      <div className="line">
        <Face name={channelName} id={chzzkChannelId} />
        <div className="row-body">
          <h3 className="min-w-0 truncate">{channelName}</h3>
          <div className="note">
            <When at={occurredAt} />
          </div>
        </div>
        {shown !== null && <strong className="num">{cheese(shown)}</strong>}
      </div>
      {message && <Written>{message}</Written>}
      <p className="note">{outcomeCopy(donation)}</p>
      {reason && (status === 'REJECTED' || status === 'REVERSED') && (
        <p className="text-sm">스트리머가 남긴 이유: {reason}</p>
      )}
      <div className="line -my-2 justify-between">
        <StatusLabel status={status} />
        <span className="line">
          <a className="link-small" href={paths.channel(chzzkChannelId)}>
            채널 보기
          </a>
          <a className="link-small" href={paths.myDonation(id)}>
            진행 기록
          </a>
        </span>
      </div>
    </li>
  )
}
