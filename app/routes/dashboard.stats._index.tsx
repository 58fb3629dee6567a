import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RANGES } from '~/copy/ko/dates'
import { getHeatmap, getSummary, getTimeline } from '~/domain/stats/figures.server'
import { rangeQuery } from '~/domain/stats/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { OutsideCard } from '~/ui/outside'
import { Pills } from '~/ui/pills'
import { SettlementLink } from '~/ui/settlement/place'
import { Files } from '~/ui/stats/files'
import { Heatmap } from '~/ui/stats/heatmap'
import { FiguresOfRange, NothingYet, SharesOfRange } from '~/ui/stats/summary'
import { SupportersLink } from '~/ui/stats/supporters'
import { Timeline } from '~/ui/stats/timeline'
import { At } from '~/ui/when'

export const meta: MetaFunction = () => [{ title: '통계 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { range } = parseSearch(rangeQuery, args.request)
    const [summary, { days }, { cells }] = await Promise.all([
      getSummary(viewer, range),
      getTimeline(viewer, range),
      getHeatmap(viewer, range),
    ])
    return { summary, days, cells, sharePath: paths.share(viewer.channel.chzzkChannelId) }
  })
}

export default function StatsPage() {
  const { summary, days, cells, sharePath } = useLoaderData<typeof loader>()
  const { range, count, asOf } = summary
  return (
    <>
      <h1>통계</h1>
      <Pills label="기간" options={RANGES} value={range} hrefOf={paths.statsOf} />
      {count === 0 && <NothingYet summary={summary} sharePath={sharePath} />}
      <FiguresOfRange summary={summary} />
      {count > 0 && (
        <>
          <Timeline days={days} range={range} />
          <Heatmap cells={cells} range={range} />
          <SharesOfRange summary={summary} />
        </>
      )}
      <SupportersLink range={range} />
      <SettlementLink />
      <Files range={range} />
      <OutsideCard reason="file" />
      <p className="note">
        <At at={asOf} /> 기준이에요. 확인된 후원만 세고, 하루는 한국 시각 0시에 시작해요
      </p>
    </>
  )
}
