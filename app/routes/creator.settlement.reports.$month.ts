import { monthlyReportCopy } from '~/copy/ko/monthly-report'
import { getMonthlyReport } from '~/domain/settlement/monthly-report.server'
import { listMonthlyRows } from '~/domain/settlement/monthly-rows.server'
import { settlementOperations } from '~/http/contract/settlement'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement/reports/:month': async ({ viewer, params, input }) => {
    const { report, of } = await getMonthlyReport(viewer, params.month)
    const { rows, ...page } = input
    const listed = await listMonthlyRows(of, rows === 'differences' ? 'nowDiffering' : 'now', page)
    return answer(monthlyReportCopy(report, listed))
  },
})

export const loader = route.loader
export const action = route.action
