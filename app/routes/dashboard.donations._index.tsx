import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { cheese } from '~/copy/ko/numbers'
import { summarizeDonations } from '~/domain/donations/find.server'
import { listQuery, MAX_AT_ONCE } from '~/domain/donations/input'
import { listLapsedIntents } from '~/domain/donations/intents.server'
import { listDonations } from '~/domain/donations/list.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { DonationList, StatusTabs } from '~/ui/donations/donation-list'
import { LapsedIntents } from '~/ui/donations/manual-form'
import { Figures } from '~/ui/figures'

const PER_PAGE = 20
const asked = listQuery
  .pick({ status: true, cursor: true })
  .extend({ chosen: z.enum(['all']).optional().catch(undefined) })

export const meta: MetaFunction = () => [{ title: '후원 확인 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { status = 'OCCURRED', cursor, chosen } = parseSearch(asked, args.request)
    const { chzzkChannelId } = viewer.channel
    const [{ items, nextCursor }, summary, lapsed] = await Promise.all([
      listDonations(viewer, { status, cursor, limit: status === 'OCCURRED' ? MAX_AT_ONCE : PER_PAGE }),
      summarizeDonations(viewer, chzzkChannelId, 'all'),
      listLapsedIntents(viewer, chzzkChannelId),
    ])
    const { pathname, searchParams } = new URL(args.request.url)
    searchParams.delete('chosen')
    return {
      status,
      items,
      nextCursor,
      summary,
      lapsed: lapsed.items,
      chzzkChannelId,
      listAddress: searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname,
      allChosen: chosen === 'all',
    }
  })
}

export default function ConfirmPage() {
  const { status, items, nextCursor, summary, lapsed, chzzkChannelId, listAddress, allChosen } =
    useLoaderData<typeof loader>()
  const { confirmed, occurred, pending } = summary
  return (
    <>
      <h1>후원 확인</h1>
      <Figures
        figures={[
          { name: `확인한 치즈 ${confirmed.count}건`, value: cheese(confirmed.sum) },
          { name: '확인 전', value: `${occurred.count}건` },
          { name: '후원하러 간 팬', value: `${pending.count}명` },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <a className="button button-quiet button-small flex-auto" href={paths.addDonation}>
          직접 추가
        </a>
        <a className="button button-quiet button-small flex-auto" href={paths.dailyTotal}>
          하루 합계
        </a>
      </div>
      <StatusTabs status={status} />
      <DonationList
        status={status}
        items={items}
        nextCursor={nextCursor}
        listAddress={listAddress}
        allChosen={allChosen}
        sharePath={paths.share(chzzkChannelId)}
      />
      {status === 'OCCURRED' && <LapsedIntents items={lapsed} />}
    </>
  )
}
