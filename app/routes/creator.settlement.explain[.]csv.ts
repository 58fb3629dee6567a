import { explainedColumns } from '~/copy/ko/csv'
import { POSTURE } from '~/copy/ko/settlement'
import { kstDayOf } from '~/domain/core/kst'
import { exportSettlementExplanation } from '~/domain/settlement/explain.server'
import { settlementOperations } from '~/http/contract/settlement'
import { csvOf } from '~/http/csv.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file, streamOf } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement/explain.csv': async ({ viewer, input }) => {
    const name = `melt-settlement-${input.figure}-${kstDayOf(new Date())}.csv`
    const rows = await exportSettlementExplanation(viewer, input)
    return file(name, 'text/csv', streamOf(csvOf(explainedColumns, rows, { note: POSTURE })))
  },
})

export const loader = route.loader
export const action = route.action
