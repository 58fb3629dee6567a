import { explanationCopy } from '~/copy/ko/figures'
import { explainFigure } from '~/domain/stats/explain.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/explain': async ({ viewer, input }) =>
    answer(explanationCopy(await explainFigure(viewer, input), input)),
})

export const loader = route.loader
export const action = route.action
