import { kstDayOf } from '~/domain/core/kst'
import { exportLedger } from '~/domain/stats/export.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file, streamOf } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/export/ledger.ndjson': async ({ viewer }) => {
    const name = `melt-ledger-${kstDayOf(new Date())}.ndjson`
    return file(name, 'application/x-ndjson', streamOf(exportLedger(viewer)))
  },
})

export const loader = route.loader
export const action = route.action
