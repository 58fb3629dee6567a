import { settlementExplanationCopy } from '~/copy/ko/settlement-explained'
import { explainSettlement } from '~/domain/settlement/explain.server'
import { settlementOperations } from '~/http/contract/settlement'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement/explain': async ({ viewer, input }) =>
    answer(settlementExplanationCopy(await explainSettlement(viewer, input), input)),
})

export const loader = route.loader
export const action = route.action
