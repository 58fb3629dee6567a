import { reportColumns, reportLines } from '~/copy/ko/report-lines'
import { exportMonthlyReport } from '~/domain/settlement/monthly-report.server'
import { settlementOperations } from '~/http/contract/settlement'
import { csvOf } from '~/http/csv.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file, streamOf } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement/reports/:month.csv': async ({ viewer, params: { month } }) => {
    const { report, rows } = await exportMonthlyReport(viewer, month)
    const lines = csvOf(reportColumns, reportLines(report, rows))
    return file(`melt-report-${month}.csv`, 'text/csv', streamOf(lines))
  },
})

export const loader = route.loader
export const action = route.action
