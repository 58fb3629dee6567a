import { settlementCopy } from '~/copy/ko/settlement'
import { getSettlement } from '~/domain/settlement/get.server'
import { settlementOperations } from '~/http/contract/settlement'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement': async ({ viewer }) => answer(settlementCopy(await getSettlement(viewer))),
})

export const loader = route.loader
export const action = route.action
