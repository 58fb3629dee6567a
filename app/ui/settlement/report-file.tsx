import { renderToStaticMarkup } from 'react-dom/server'
import { REPORT, reportTitle } from '~/copy/ko/monthly-report'
import { POSTURE } from '~/copy/ko/settlement'
import type { MonthlyReport, MonthlyRow } from '~/domain/settlement/monthly-report'
import { Method, MonthlySums, Proof, ReportRows, Waterfalls } from './monthly-report'

/** A file has no sheet but its own: black on white, on A4. */
const STYLES = `
  @page { size: A4; margin: 15mm }
  body { max-width: 180mm; margin: 0 auto; padding: 8mm; color: #000; background: #fff; font: 10.5pt/1.5 sans-serif; word-break: keep-all }
  h1 { font-size: 16pt } h2 { font-size: 12pt; margin: 6mm 0 2mm }
  table { width: 100%; border-collapse: collapse; font-size: 9pt }
  th, td { padding: 1mm 2mm; border-bottom: .2mm solid #999; text-align: left; vertical-align: top }
  caption { text-align: left } .num { text-align: right }
  .sr-only { display: none } dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 4mm } dd { margin: 0 } .figure { display: contents }
  .figure dd + dd { grid-column: 2 } code { word-break: break-all } section { break-inside: auto } tr { break-inside: avoid }
`

type Drawn = {
  report: MonthlyReport
  sample: MonthlyRow[]
  differences: { items: MonthlyRow[]; nextCursor: string | null }
}

/** The report as one page that needs nothing else: no script, no picture, no address. */
export function drawReportFile({ report, sample, differences }: Drawn) {
  const title = reportTitle(report.month)
  const body = renderToStaticMarkup(
    <html lang="ko">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLES}</style>
      </head>
      <body>
        <h1>
          {title} · {report.channel.name}
        </h1>
        <p>{POSTURE}</p>
        <MonthlySums report={report} />
        <Waterfalls report={report} />
        <h2>{REPORT.differences}</h2>
        {differences.items.length === 0 ? (
          <p>{REPORT.noDifferences}</p>
        ) : (
          <ReportRows rows={differences.items} caption={REPORT.differences} />
        )}
        {differences.nextCursor && <p>{REPORT.moreDifferences}</p>}
        <h2>{REPORT.sample}</h2>
        <p>{REPORT.sampleNote}</p>
        <ReportRows rows={sample} caption={REPORT.sample} />
        <Method report={report} />
        <Proof report={report} />
        <p>{POSTURE}</p>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>\n${body}\n`
}
