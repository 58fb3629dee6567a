import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { leftCountCopy } from '~/copy/ko/figures'
import { channelPath } from '~/domain/channels/input'
import { proofQuery } from '~/domain/stats/input'
import { getRecordProof } from '~/domain/stats/record.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { PeriodPills, ProofFigure, ProofList } from '~/ui/record/proof'

export const meta: MetaFunction = () => [{ title: '왜 이 수치인가요? · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const query = parseSearch(proofQuery, args.request)
    return { chzzkChannelId, list: query.list, ...(await getRecordProof(viewer, chzzkChannelId, query)) }
  })
}

export default function ProofPage() {
  const proof = useLoaderData<typeof loader>()
  const { chzzkChannelId, period, list, counted, left, count, leftCount } = proof
  const here = paths.record(chzzkChannelId)
  const listAddress = (name: string) => `${here}?period=${period}&list=${name}`
  return (
    <>
      <PageHead back="채널로 가기" backTo={paths.channel(chzzkChannelId)} title="왜 이 수치인가요?" />
      <PeriodPills here={here} period={period} />
      <ProofFigure proof={proof} />
      {list !== 'left' && (
        <ProofList
          title={`더해진 후원 ${count}건`}
          empty="이 기간에 더해진 후원이 없어요"
          page={counted}
          address={listAddress('counted')}
        />
      )}
      {list !== 'counted' && (
        <ProofList
          title={`더해지지 않은 후원 ${leftCountCopy(leftCount)}`}
          empty="빠진 후원이 없어요"
          page={left}
          address={listAddress('left')}
        />
      )}
    </>
  )
}
