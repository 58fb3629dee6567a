import { supporterColumns } from '~/copy/ko/csv'
import { kstDayOf } from '~/domain/core/kst'
import { exportSupporters } from '~/domain/stats/export.server'
import { statsOperations } from '~/http/contract/stats'
import { csvOf } from '~/http/csv.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file, streamOf } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/export/supporters.csv': async ({ viewer, input }) => {
    const name = `melt-supporters-${kstDayOf(new Date())}.csv`
    return file(name, 'text/csv', streamOf(csvOf(supporterColumns, exportSupporters(viewer, input.range))))
  },
})

export const loader = route.loader
export const action = route.action
