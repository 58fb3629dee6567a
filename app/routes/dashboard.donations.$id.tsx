import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getChannelOfOwnDonation } from '~/domain/donations/access.server'
import { withLikelyDoubles } from '~/domain/donations/doubles.server'
import { getDonation, listMerged } from '~/domain/donations/find.server'
import { donationPath } from '~/domain/donations/input'
import { findReceiptState } from '~/domain/donations/receipt.server'
import { findExplanation } from '~/domain/statements/find.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { DonationActs } from '~/ui/donations/donation-acts'
import { DonationFacts, History } from '~/ui/donations/donation-facts'
import { LikelyDoubleNote, MergedHere, MergedInto } from '~/ui/donations/doubles'
import { ReceiptLink } from '~/ui/donations/receipt'
import { PageHead } from '~/ui/page'
import { ExplainedByStatement } from '~/ui/statements/place'

export const meta: MetaFunction = () => [{ title: '후원 자세히 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = parsePath(donationPath, args.params)
    await getChannelOfOwnDonation(viewer, id)
    const [{ donation, entries }, merged, receipt, explanation] = await Promise.all([
      getDonation(viewer, id),
      listMerged(viewer, id),
      findReceiptState(viewer, id),
      findExplanation(viewer, id),
    ])
    const [marked = donation] = await withLikelyDoubles([donation])
    return { donation: marked, entries, merged, receipt, explanation }
  })
}

export default function DonationPage() {
  const { donation, entries, merged, receipt, explanation } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        back="후원 확인으로 돌아가기"
        backTo={paths.confirm}
        title={`${donation.donor.displayName}님의 후원`}
      />
      <DonationFacts donation={donation} />
      {explanation && <ExplainedByStatement {...explanation} />}
      <LikelyDoubleNote donation={donation} />
      <MergedHere merged={merged} />
      {donation.mergedIntoId ? (
        <MergedInto id={donation.id} intoId={donation.mergedIntoId} />
      ) : (
        <DonationActs donation={donation} />
      )}
      <History entries={entries} />
      <ReceiptLink donationId={donation.id} receipt={receipt} />
    </>
  )
}
