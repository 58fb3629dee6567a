import { LEFT_OUT } from '~/copy/ko/account'
import { exportAccount } from '~/domain/account/export.server'
import { kstDayOf } from '~/domain/core/kst'
import { answer } from '~/http/answer.server'
import { accountOperations } from '~/http/contract/account'
import { endpoint } from '~/http/endpoint.server'
import { streamOf } from '~/http/stream.server'

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
