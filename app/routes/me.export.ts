import { LEFT_OUT } from '~/copy/ko/account'
import { exportAccount } from '~/domain/account/export.server'
import { kstDayOf } from '~/domain/core/kst'
import { accountOperations } from '~/http/contract/account'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, streamOf } from '~/http/responses/answer.server'

const route = endpoint(accountOperations, {
  'GET /me/export': async ({ viewer }) => {
    const name = `melt-${kstDayOf(new Date())}.json`
    return answer(streamOf(exportAccount(viewer, LEFT_OUT)), {
      headers: new Headers({ 'Content-Disposition': `attachment; filename="${name}"` }),
    })
  },
})

export const loader = route.loader
export const action = route.action
