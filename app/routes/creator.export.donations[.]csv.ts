import { donationColumns } from '~/copy/ko/csv'
import { kstDayOf } from '~/domain/core/kst'
import { exportDonations } from '~/domain/stats/export.server'
import { statsOperations } from '~/http/contract/stats'
import { csvOf } from '~/http/csv.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file, streamOf } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/export/donations.csv': async ({ viewer, input }) => {
    const name = `melt-donations-${kstDayOf(new Date())}.csv`
    return file(name, 'text/csv', streamOf(csvOf(donationColumns, exportDonations(viewer, input))))
  },
})

export const loader = route.loader
export const action = route.action
