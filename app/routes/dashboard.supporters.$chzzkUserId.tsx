import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RANGES } from '~/copy/ko/dates'
import { listDonations } from '~/domain/donations/list.server'
import { listLettersByAuthor } from '~/domain/letters/find.server'
import { supporterPath, supporterQuery } from '~/domain/stats/input'
import { getSupporter } from '~/domain/stats/supporters.server'
import { getVip } from '~/domain/vips/vips.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { DonationRow } from '~/ui/donations/donation-row'
import { InboxLetter } from '~/ui/letters/inbox'
import { Pills } from '~/ui/pills'
import { SupporterHead } from '~/ui/stats/supporters'
import { TurnedList } from '~/ui/stats/turned-list'
import { VipPart } from '~/ui/vips/vip'

const AT_ONCE = 10

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.supporter.displayName}님 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { chzzkUserId } = parsePath(supporterPath, args.params)
    const { range, cursor, lettersCursor } = parseSearch(supporterQuery, args.request)
    const { id, ...supporter } = await getSupporter(viewer, chzzkUserId, range)
    const [donations, letters, vip] = await Promise.all([
      listDonations(viewer, { cursor, limit: AT_ONCE }, { supporter: id }),
      listLettersByAuthor(viewer, id, lettersCursor, AT_ONCE),
      supporter.vip ? getVip(viewer, chzzkUserId) : null,
    ])
    return { supporter, vip, donations, letters, range, search: new URL(args.request.url).search }
  })
}

export default function SupporterPage() {
  const { supporter, vip, donations, letters, range, search } = useLoaderData<typeof loader>()
  const { chzzkUserId } = supporter
  const part = { address: paths.supporterPage(chzzkUserId), search }
  return (
    <>
      <SupporterHead supporter={supporter} range={range} />
      <VipPart person={supporter} vip={vip} />
      <Pills
        label="기간"
        options={RANGES}
        value={range}
        hrefOf={(range) => paths.supporter(chzzkUserId, range)}
      />
      <div id="messages" className="flex flex-col gap-4">
        <TurnedList {...part} title="후원" none="아직 후원이 없어요" turn="cursor" {...donations}>
          {donations.items.map((donation) => (
            <DonationRow key={donation.id} donation={donation} />
          ))}
        </TurnedList>
        <TurnedList {...part} title="편지" none="아직 편지가 없어요" turn="lettersCursor" {...letters}>
          {letters.items.map((letter) => (
            <InboxLetter key={letter.id} letter={letter} />
          ))}
        </TurnedList>
      </div>
    </>
  )
}
