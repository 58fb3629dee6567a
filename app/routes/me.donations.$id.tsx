import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { outcomeCopy } from '~/copy/ko/donations'
import { channelNames } from '~/domain/channels/find.server'
import { refuse } from '~/domain/core/refusal'
import { getDonation } from '~/domain/donations/find.server'
import { donationPath } from '~/domain/donations/input'
import { findReceiptState } from '~/domain/donations/receipt.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { RefundNote } from '~/ui/donations/donate'
import { DonationFacts, History } from '~/ui/donations/donation-facts'
import { ReceiptLink } from '~/ui/donations/receipt'
import { DisclosureForm } from '~/ui/donations/register-form'

export const meta: MetaFunction = () => [{ title: '내 후원 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const { id } = parsePath(donationPath, args.params)
    const { donation, entries } = await getDonation(viewer, id)
    if (donation.donor.chzzkUserId !== viewer.chzzkUserId) refuse('not_found')
    const [names, receipt] = await Promise.all([
      channelNames([donation.chzzkChannelId]),
      findReceiptState(viewer, id),
    ])
    return { donation, entries, receipt, channelName: names[donation.chzzkChannelId] ?? '' }
  })
}

export default function MyDonationPage() {
  const { donation, entries, receipt, channelName } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <a className="link-small" href={paths.me}>
          마이로 돌아가기
        </a>
        <h1>{channelName}님에게 보낸 후원</h1>
        <p className="text-soft">
          {donation.mergedIntoId ? '같은 후원과 하나로 합쳤어요' : outcomeCopy(donation)}
        </p>
        {donation.mergedIntoId && (
          <a className="link-small" href={paths.myDonation(donation.mergedIntoId)}>
            합쳐진 후원 보기
          </a>
        )}
      </div>
      <DonationFacts donation={donation} />
      {!donation.mergedIntoId && <DisclosureForm donation={donation} />}
      <History entries={entries} />
      <ReceiptLink donationId={donation.id} receipt={receipt} />
      <RefundNote />
    </>
  )
}
