import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { REPORT, reportTitle } from '~/copy/ko/monthly-report'
import { SAMPLE_ROWS } from '~/domain/settlement/bundle.server'
import { monthlyRowsQuery, monthPath } from '~/domain/settlement/input'
import { getMonthlyReport } from '~/domain/settlement/monthly-report.server'
import { listMonthlyRows } from '~/domain/settlement/monthly-rows.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { OutsideCard } from '~/ui/outside'
import { PageHead } from '~/ui/page'
import { Method, MonthlySums, Proof, ReportRows, Waterfalls } from '~/ui/settlement/monthly-report'
import { Posture } from '~/ui/settlement/opt-in'
import { BundleForm } from '~/ui/settlement/reports'
import { TurnedList } from '~/ui/stats/turned-list'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? reportTitle(data.report.month) : REPORT.list} · 멜트` },
]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { month } = parsePath(monthPath, args.params)
    const { cursor, limit } = parseSearch(monthlyRowsQuery, args.request)
    const { report, of } = await getMonthlyReport(viewer, month)
    const sample = await listMonthlyRows(of, 'now', { limit: SAMPLE_ROWS })
    const differences = await listMonthlyRows(of, 'nowDiffering', { cursor, limit })
    return { report, sample: sample.items, differences, search: new URL(args.request.url).search }
  })
}

export default function MonthlyReportPage() {
  const { report, sample, differences, search } = useLoaderData<typeof loader>()
  const { month, channel } = report
  return (
    <>
      <PageHead
        back={REPORT.back}
        backTo={paths.settlement}
        title={`${reportTitle(month)} · ${channel.name}`}
      >
        {REPORT.about}
      </PageHead>
      <Posture />
      <MonthlySums report={report} />
      <Waterfalls report={report} />
      <TurnedList
        title={REPORT.differences}
        none={REPORT.noDifferences}
        {...differences}
        address={paths.monthlyReport(month)}
        search={search}
        turn="cursor"
        className="card"
      >
        <li>
          <ReportRows rows={differences.items} caption={REPORT.differences} />
        </li>
      </TurnedList>
      <section className="card">
        <h2>{REPORT.sample}</h2>
        <p className="note">{REPORT.sampleNote}</p>
        <ReportRows rows={sample} caption={REPORT.sample} />
        <a className="button button-quiet w-full" href={paths.monthlyReportFile(month)} download>
          {REPORT.csv}
        </a>
      </section>
      <Method report={report} />
      <Proof report={report} />
      <BundleForm month={month} />
      <OutsideCard reason="file" />
    </>
  )
}
